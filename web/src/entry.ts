// The bundle of pages where acts are entered: everything by keyboard, and nothing typed twice.
import "./entry/acts";
import "./entry/suggest";
import "./entry/letters";
import "./entry/next";
import "./entry/term";
