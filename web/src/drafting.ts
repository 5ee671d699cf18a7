// The bundle of pages where documents are drafted: free text, stale values by key, remarks on a passage, and the points of an argument.
import "./drafting/prose";
import "./drafting/stale";
import "./drafting/remark";
import "./drafting/points";
import "./drafting/evidence";
