/** What went wrong, in terms a client may branch on. `kind` decides the HTTP status; `code` is stable for ever. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'limited' | 'unavailable'

/** A refusal that the caller may act on. Anything else that is thrown is a fault and answers 500. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly detail: Record<string, unknown>

  constructor(kind: ErrorKind, code: string, detail: Record<string, unknown> = {}) {
    super(code)
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.detail = detail
  }
}

export const httpStatus: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  limited: 429,
  unavailable: 503,
}
