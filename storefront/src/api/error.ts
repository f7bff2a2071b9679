/** What the server refused, or that it was not reached. `message` is a sentence for the person, in their language. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown>

  constructor(refusal: { status: number; code: string; message: string; detail?: Record<string, unknown> | undefined }) {
    super(refusal.message)
    this.name = 'ApiError'
    this.status = refusal.status
    this.code = refusal.code
    this.detail = refusal.detail ?? {}
  }
}

export const isCode = (error: unknown, ...codes: readonly string[]): error is ApiError =>
  error instanceof ApiError && codes.includes(error.code)
