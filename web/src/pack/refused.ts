/** An answer that is not a success, with a sentence for the person. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }
}
