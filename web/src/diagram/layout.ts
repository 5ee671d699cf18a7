// Automatic layout by libraries, without a screen: sizes in, places out.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import fcose from "cytoscape-fcose";
import { isLink, type Part } from "./contract";

cytoscape.use(fcose);
cytoscape.use(dagre);

export type Way = "fcose" | "dagre";

export interface Box {
  id: string;
  w: number;
  h: number;
}

/** Where the middle of each box goes. */
export async function arranged(way: Way, boxes: Box[], parts: Part[]): Promise<Map<string, { x: number; y: number }>> {
  const known = new Set(boxes.map((box) => box.id));
  const lines = parts.filter((part) => isLink(part) && known.has(part.from!) && known.has(part.to!));
  const graph = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [...boxes.map((box) => ({ data: { id: box.id, w: box.w, h: box.h } })), ...lines.map((line) => ({ data: { id: line.id, source: line.from!, target: line.to! } }))],
    style: [{ selector: "node", style: { width: "data(w)", height: "data(h)" } }],
  });
  const options =
    way === "dagre"
      ? { name: "dagre", rankDir: "TB", nodeSep: 60, rankSep: 130, animate: false }
      : { name: "fcose", quality: "proof", randomize: true, animate: false, nodeSeparation: 130, idealEdgeLength: () => 230, nodeRepulsion: () => 9000, packComponents: true };
  const run = graph.layout(options as cytoscape.LayoutOptions);
  const done = run.promiseOn("layoutstop");
  run.run();
  await done;
  const places = new Map(graph.nodes().map((node) => [node.id(), { x: Math.round(node.position("x")), y: Math.round(node.position("y")) }]));
  graph.destroy();
  return places;
}
