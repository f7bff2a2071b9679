import type { Outcome } from '../../gateways/outcome.ts'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import type { Messaging } from './context.ts'
import type { OutChannel, PushChannel } from './contract.ts'
import {
  beginDelivery,
  type DueDelivery,
  dueDeliveries,
  endDelivery,
  giveUpLost,
  postponeDelivery,
  pushesOf,
  returnAllowance,
  takeAllowance,
  voidAllowance,
} from './queries/deliveries.ts'
import type { TemplateRow } from './queries/settings.ts'
import { afterQuiet } from './quiet.ts'
import { preferencesOf, settingsOf } from './settings.ts'
import { fieldsOf, templatesOf } from './templates.ts'

const leaseSeconds = 90
const attemptsAtMost = 8

/** What an attempt needs, or why there is none. */
type Ready = { template: TemplateRow; to: string; fields: { key: string; value: string }[] }
type NotReady = { skip: string } | { wait: Date; why: string }

/** Tries what is due. Gives how many were dealt with. */
export async function sendDue(messaging: Messaging): Promise<number> {
  const lost = await giveUpLost(messaging.db, messaging.now())
  const due = await dueDeliveries(messaging.db, messaging.now(), 20)
  const done = await Promise.all(due.map((one) => sendOne(messaging, one)))
  return lost + done.filter(Boolean).length
}

async function sendOne(messaging: Messaging, due: DueDelivery): Promise<boolean> {
  const ready = await prepare(messaging, due)
  if ('skip' in ready)
    return endDelivery(messaging.db, { id: due.id, from: 'waiting', to: 'skipped', reason: ready.skip, now: messaging.now() })
  if ('wait' in ready) return postponeDelivery(messaging.db, { id: due.id, from: 'waiting', dueAt: ready.wait, reason: ready.why })
  const begun = await begin(messaging, due, ready.template)
  if (begun !== 'begun') {
    if (begun === 'taken') return false
    return endDelivery(messaging.db, { id: due.id, from: 'waiting', to: 'skipped', reason: 'no_consent', now: messaging.now() })
  }
  await finish(messaging, { due, ref: ready.template.templateRef }, await attempt(messaging, due, ready))
  return true
}

/** All that can be seen without asking the outside: whether it may go, to whom, and what it says. */
async function prepare(messaging: Messaging, due: DueDelivery): Promise<Ready | NotReady> {
  const trigger = messaging.triggers.get(due.trigger)
  if (!trigger) return { skip: 'trigger_gone' }
  const template = (await templatesOf(messaging, trigger)).find(({ channel }) => channel === due.channel)
  if (!template?.enabled) return { skip: 'template_off' }
  if (!due.test) {
    const barred = await barredBy(messaging, due, template)
    if (barred) return barred
  }
  const fields = fieldsOf(template, due.params)
  if ('unfit' in fields) return { skip: `field_unfit:${fields.unfit}` }
  const to = await addressOf(messaging, due.channel, due.shopperId)
  if (!to) return { skip: 'no_address' }
  if (!(due.channel === 'sms' ? messaging.sms() : messaging.push[due.channel]())) return { skip: 'not_connected' }
  return { template, to, ...fields }
}

/** The person's wish, the hour, and whether another way was enough. */
async function barredBy(messaging: Messaging, due: DueDelivery, template: TemplateRow): Promise<NotReady | undefined> {
  const wish = await preferencesOf(messaging, due.shopperId)
  const bySms = due.channel === 'sms'
  const allowed = due.kind === 'marketing' ? wish.marketing && (!bySms || wish.marketingSms) : bySms ? wish.serviceSms : wish.servicePush
  if (!allowed) return { skip: 'declined' }
  const now = messaging.now()
  // An offer by text message is never urgent.
  const from = template.urgent && !(bySms && due.kind === 'marketing') ? now : afterQuiet(now, await settingsOf(messaging, due.shopId))
  if (from > now) return { wait: from, why: 'quiet_hours' }
  if (!template.fallback) return undefined
  const pushes = await pushesOf(messaging.db, due.noteId)
  if (pushes.some(({ state }) => state === 'sent' || state === 'unknown')) return { skip: 'reached_otherwise' }
  if (pushes.some(({ state }) => state === 'waiting' || state === 'sending'))
    return { wait: later(now, { seconds: 30 }), why: 'other_way_first' }
  return undefined
}

async function addressOf(messaging: Messaging, channel: OutChannel, shopperId: string): Promise<string | null> {
  if (channel === 'sms') return (await messaging.shopper.contact({ shopperId })).phone
  return (await messaging.shopper.payer({ shopperId, platform: channel })).openId
}

class NoConsent extends Error {}

/** Writes down that it is attempted, and takes the consent for it, before anything leaves. */
async function begin(messaging: Messaging, due: DueDelivery, { templateRef }: TemplateRow): Promise<'begun' | 'taken' | 'no_consent'> {
  const leaseUntil = later(messaging.now(), { seconds: leaseSeconds })
  try {
    return await inTx(messaging.db, async (tx) => {
      if (!(await beginDelivery(tx, { id: due.id, templateRef, leaseUntil }))) return 'taken'
      if (due.channel !== 'sms' && !(await takeAllowance(tx, allowanceOf(due, due.channel, templateRef)))) throw new NoConsent()
      return 'begun'
    })
  } catch (error) {
    if (error instanceof NoConsent) return 'no_consent'
    throw error
  }
}

const allowanceOf = ({ shopperId }: DueDelivery, channel: PushChannel, templateRef: string) => ({ shopperId, channel, templateRef })

async function attempt(messaging: Messaging, due: DueDelivery, { template, to, fields }: Ready): Promise<Outcome<{ channelId: string }>> {
  if (due.channel === 'sms') {
    const sender = messaging.sms()
    if (!sender) return { result: 'refused', code: 'not_connected', message: '', retry: 'later' }
    return sender.send({ id: due.id, phone: to, template: 'notice', ref: template.templateRef, values: fields.map(({ value }) => value) })
  }
  const sender = messaging.push[due.channel]()
  if (!sender) return { result: 'refused', code: 'not_connected', message: '', retry: 'later' }
  return sender.send({ openId: to, template: template.templateRef, page: due.link, fields })
}

/** Writes down what came of it. A consent is spent by what was sent, and by what may have been. */
async function finish(
  messaging: Messaging,
  { due, ref }: { due: DueDelivery; ref: string },
  outcome: Outcome<{ channelId: string }>,
): Promise<void> {
  const now = messaging.now()
  const end = { id: due.id, from: 'sending' as const, now }
  if (outcome.result === 'ok')
    return void (await endDelivery(messaging.db, { ...end, to: 'sent', reason: '', channelId: outcome.value.channelId }))
  if (outcome.result === 'unknown') return void (await endDelivery(messaging.db, { ...end, to: 'unknown', reason: outcome.reason }))
  const { code, retry } = outcome
  const again = retry === 'later' && due.attempts + 1 < attemptsAtMost
  await inTx(messaging.db, async (tx) => {
    const moved = again
      ? await postponeDelivery(tx, { id: due.id, from: 'sending', dueAt: later(now, { seconds: pauseOf(due.attempts + 1) }), reason: code })
      : await endDelivery(tx, { ...end, to: retry === 'later' ? 'dead' : 'refused', reason: code })
    if (!moved || due.channel === 'sms') return
    const allowance = allowanceOf(due, due.channel, ref)
    await (code === 'not_subscribed' ? voidAllowance : returnAllowance)(tx, allowance)
  })
}

/** Seconds to wait after the n-th attempt: half a minute, one, two … up to an hour. */
const pauseOf = (attempts: number): number => Math.min(30 * 2 ** (attempts - 1), 3600)
