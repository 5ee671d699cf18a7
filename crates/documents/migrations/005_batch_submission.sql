-- Trình ký cả đợt: why the draft of a line was not handed in when the batch last was; empty when it was, or was not tried.
ALTER TABLE documents_batch_item ADD COLUMN refusal TEXT NOT NULL DEFAULT '';
