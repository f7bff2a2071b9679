/** What the server refused, or that it was not reached. `message` is a sentence for the person, in their language. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown>

  constructor(status: number, code: string, message: string, detail: Record<string, unknown> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.detail = detail
  }
}

export const isCode = (error: unknown, ...codes: readonly string[]): error is ApiError => error instanceof ApiError && codes.includes(error.code)
