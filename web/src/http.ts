/** The token every writing request carries. */
export function csrf(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

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

const SENTENCES: Record<number, string> = {
  0: "Chưa kết nối được máy chủ. Nội dung đã gõ được giữ trên máy này và sẽ tự gửi lại.",
  401: "Phiên làm việc đã hết. Hãy đăng nhập lại; nội dung đã gõ vẫn được giữ trên máy này.",
  403: "Bạn không có quyền làm việc này. Hãy hỏi lãnh đạo đơn vị nếu cần.",
  404: "Không tìm thấy. Có thể nội dung đã được chuyển đi.",
  409: "Người khác vừa sửa nội dung này. Hãy mở lại trang để xem thay đổi.",
  413: "Tệp quá lớn. Hãy chia nhỏ rồi gửi lại.",
};

/** Sends a request and reads its JSON; every failure is a `Refused` with a sentence. */
export async function call<T>(method: string, url: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json", "x-csrf-token": csrf() };
  let payload: BodyInit | undefined;
  if (body instanceof URLSearchParams || body instanceof FormData) payload = body;
  else if (body !== undefined) {
    headers["content-type"] = "application/json";
    payload = JSON.stringify(body);
  }
  let answer: Response;
  try {
    answer = await fetch(url, { method, headers, ...(payload === undefined ? {} : { body: payload }), credentials: "same-origin", redirect: "manual" });
  } catch {
    throw new Refused(0, SENTENCES[0]!);
  }
  if (answer.type === "opaqueredirect") throw new Refused(401, SENTENCES[401]!);
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  const read = isJson ? ((await answer.json().catch(() => ({}))) as Record<string, unknown>) : {};
  if (!answer.ok) {
    const said = typeof read.message === "string" ? read.message : SENTENCES[answer.status];
    throw new Refused(answer.status, said ?? "Máy chủ gặp sự cố. Hãy thử lại sau ít phút.", read);
  }
  return read as T;
}
