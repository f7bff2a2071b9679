import { inTx } from '../../kernel/db.ts'
import type { Messaging } from './context.ts'
import type { PushChannel } from './contract.ts'
import { addAllowance, insertConsent } from './queries/deliveries.ts'
import { templateRows } from './queries/settings.ts'

/** What a mini program of this platform may ask its user to allow. */
export async function subscribeTemplates(messaging: Messaging, channel: PushChannel) {
  const rows = await templateRows(messaging.db)
  return {
    items: rows
      .filter((row) => row.channel === channel && row.enabled && row.templateRef !== '' && messaging.triggers.has(row.trigger))
      .map(({ trigger, templateRef }) => ({ trigger, templateId: templateRef })),
  }
}

interface Answers {
  requestId: string
  channel: PushChannel
  answers: readonly { templateId: string; result: 'accept' | 'reject' | 'ban' | 'filter' }[]
}

/**
 * Each yes is good for one message of that template. Answers about templates that are not ours are left out: nothing would be sent for them. Only the
 * platform knows how many there truly are, and says so when one is used.
 */
export async function recordAnswers(
  messaging: Messaging,
  shopperId: string,
  { requestId, channel, answers }: Answers,
): Promise<{ ok: true }> {
  const known = new Set((await subscribeTemplates(messaging, channel)).items.map(({ templateId }) => templateId))
  const now = messaging.now()
  await inTx(messaging.db, async (tx) => {
    for (const { templateId, result } of answers.filter((one) => known.has(one.templateId))) {
      const of = { shopperId, channel, templateRef: templateId }
      const fresh = await insertConsent(tx, { ...of, requestId, result, now })
      if (fresh && result === 'accept') await addAllowance(tx, of)
    }
  })
  return { ok: true }
}
