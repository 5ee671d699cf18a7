// Two layouts without types of their own.
declare module "cytoscape-fcose" {
  const extension: import("cytoscape").Ext;
  export default extension;
}
declare module "cytoscape-dagre" {
  const extension: import("cytoscape").Ext;
  export default extension;
}
