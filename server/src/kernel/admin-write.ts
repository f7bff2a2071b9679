import { z } from 'zod'
import { event } from './contract.ts'

/** A change that staff made through the console, as it was asked for. Told after it succeeded. */
export const adminWrite = event(
  'kernel.admin_write',
  z.object({
    operation: z.string(),
    shopId: z.string(),
    staffId: z.string(),
    staffName: z.string(),
    role: z.string(),
    params: z.record(z.string(), z.string()),
    /** What was sent; secrets are masked and what is too long is cut. */
    body: z.unknown(),
    status: z.int(),
    ip: z.string(),
    requestId: z.string(),
    at: z.iso.datetime(),
  }),
  ({ staffId }) => staffId,
)

const secret = /password|secret|token|otp|privateKey|apiKey|cardNumber|holderName/i
const longestText = 2000

/** A copy without secrets, short enough to keep. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value
  if (Array.isArray(value)) return value.slice(0, 200).map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, secret.test(key) && inner !== null ? '***' : masked(inner)]))
}
