import type { Translate } from '../i18n/i18n.tsx'
import { ApiError } from './error.ts'

/** What to tell a person of an error, with the request id that support needs to find it. */
export function messageOf(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
  if (error.code === 'network') return t('error.network')
  return error.requestId ? `${error.message} (${t('error.requestId', { id: error.requestId })})` : error.message
}
