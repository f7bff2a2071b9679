import type { NotifyRejection, ParsedNotify } from '../payment-channel.ts'
import type { Context } from './client.ts'
import { notifiedOf } from './map.ts'
import { Notification } from './wire.ts'

const rejected = (rejection: NotifyRejection, detail: string): ParsedNotify => ({ ok: false, rejection, detail })

/** Proves who sent a notification, then reads it. What it says is still to be compared with our records. */
export function parseNotify({ sdk }: Context, message: { rawBody: Buffer }): ParsedNotify {
  // Decoded once: a second time would turn a `%` in a value into something that was not signed.
  const fields = Object.fromEntries(new URLSearchParams(message.rawBody.toString('utf8')))
  if (!fields['sign']) return rejected('unsigned', 'there is no signature')
  // The client would believe what the message says of its own algorithm, SHA-1 included.
  if (fields['sign_type'] !== 'RSA2') return rejected('bad_signature', `signature type ${fields['sign_type'] ?? 'missing'}`)
  if (!verifies(sdk, fields)) return rejected('bad_signature', `app ${fields['app_id'] ?? 'missing'}`)
  const parsed = Notification.safeParse(fields)
  if (!parsed.success) return rejected('malformed', parsed.error.message)
  const told = parsed.data
  // A refund tells itself as a change of its trade, with the sum of all refunds: what became of this one is asked.
  if (told.gmt_refund && told.out_biz_no)
    return { ok: true, event: { kind: 'refund_changed', id: told.notify_id, refundNo: told.out_biz_no, attemptNo: told.out_trade_no } }
  try {
    return { ok: true, event: { kind: 'payment', id: told.notify_id, payment: notifiedOf(told) } }
  } catch {
    return rejected('malformed', `amount ${told.total_amount}`)
  }
}

function verifies(sdk: Context['sdk'], fields: Record<string, string>): boolean {
  try {
    return sdk.checkNotifySignV2(fields)
  } catch {
    return false
  }
}
