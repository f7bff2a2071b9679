/** A refusal or fault the server told of, or (`code` `network`) that it could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown>
  readonly requestId: string

  constructor(status: number, body: { code: string; message: string; detail?: Record<string, unknown>; requestId?: string }) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.detail = body.detail ?? {}
    this.requestId = body.requestId ?? ''
  }
}

/** One fault of one field, as `input_invalid` lists them in `detail.issues`. */
export interface FieldIssue {
  path: (string | number)[]
  message: string
}

/** The faults of single fields, for showing beside them; empty when the error is about the whole. */
export function fieldIssues(error: unknown): FieldIssue[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.detail['issues'])) return []
  return error.detail['issues'].flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null || !('path' in issue) || !('message' in issue)) return []
    const path = Array.isArray(issue.path) ? issue.path : String(issue.path).split('.')
    return [
      { path: path.map((part: unknown) => (/^\d+$/.test(String(part)) ? Number(part) : String(part))), message: String(issue.message) },
    ]
  })
}

/** Reads `{ error }` out of a reply's text; anything else becomes a fault that names the HTTP status. */
export function errorFrom(status: number, text: string): ApiError {
  const parsed = parse(text)
  if (typeof parsed === 'object' && parsed !== null && 'error' in parsed && typeof parsed.error === 'object' && parsed.error !== null) {
    const { code, message, detail, requestId } = parsed.error as Record<string, unknown> // its four fields are checked one by one below
    return new ApiError(status, {
      code: String(code),
      message: String(message),
      detail: typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {}, // a JSON object has string keys
      requestId: typeof requestId === 'string' ? requestId : '',
    })
  }
  return new ApiError(status, { code: 'http', message: `HTTP ${status}` })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // an HTML page of some proxy: the status says all there is to say
  }
}
