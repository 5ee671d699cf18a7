// The bundle of pages that sign with a token beside the browser (docs/sign-agent.md).
import { onEach } from "./dom";
import { Ceremony } from "./sign/ceremony";
import { here } from "./sign/here";
import { Own } from "./sign/own";

onEach<HTMLElement>("[data-sign]", (place) => {
  void new Ceremony(place).begin();
});
onEach<HTMLFormElement>("[data-sign-here]", here);
onEach<HTMLElement>("[data-sign-own]", (place) => {
  void new Own(place).look();
});
