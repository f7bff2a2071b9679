import { z } from 'zod'
import type { BillErrors } from './bill-errors.ts'
import { json, notFound, type SimReply, type SimRequest } from './host.ts'
import type { MessageFlaw, PayEngine, SimFault, SimPayment } from './pay-engine.ts'

/** What a test has in its hands: everything that can go wrong between a payment platform and a merchant. */
export interface PaySwitches {
  fail: (fault: SimFault) => void
  /** Nothing goes wrong any more. */
  heal: () => void
  /** The payer pays. Gives the id of the message about it, if there is one. */
  pay: (number: string, payment?: SimPayment) => string | undefined
  settleRefund: (number: string, state: 'done' | 'failed') => string | undefined
  /** Sends a message once, now, as often as it is called. */
  notify: (id: string, flaw?: MessageFlaw) => Promise<number>
  messages: () => string[]
  spoilBill: (errors: BillErrors) => void
  /** The same by `POST /_switch/<name>`, for whoever drives from outside this process. */
  overHttp: (request: SimRequest) => SimReply | undefined
}

const Fault = z.object({
  on: z.string(),
  kind: z.enum(['delay', 'drop-before', 'drop-after', 'error-500', 'busy', 'not-enough', 'bad-signature', 'unsigned']),
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).default(1000),
})
const Pay = z.object({
  number: z.string(),
  payment: z.object({ amountFen: z.int(), notify: z.enum(['now', 'none']), force: z.boolean() }).partial(),
})
const Settle = z.object({ number: z.string(), state: z.enum(['done', 'failed']) })

export function switches(engine: PayEngine, { spoilBill }: { spoilBill: (errors: BillErrors) => void }): PaySwitches {
  const hands: PaySwitches = {
    fail: (fault) => void engine.faults.push({ times: 1, ...fault }),
    heal: () => void engine.faults.splice(0),
    pay: engine.pay,
    settleRefund: engine.settleRefund,
    notify: engine.notify,
    messages: engine.messages,
    spoilBill,
    overHttp: (request) => {
      const [, name] = /^POST \/_switch\/(\w+)$/.exec(`${request.method} ${request.path}`) ?? []
      if (!name) return undefined
      const body: unknown = JSON.parse(request.rawBody.toString('utf8') || '{}')
      if (name === 'fail') return json({ ok: true, done: hands.fail(Fault.parse(body)) })
      if (name === 'heal') return json({ ok: true, done: hands.heal() })
      if (name === 'pay') {
        const { number, payment } = Pay.parse(body)
        return json({ id: engine.pay(number, withoutUndefined(payment)) ?? null })
      }
      if (name === 'settle') {
        const { number, state } = Settle.parse(body)
        return json({ id: engine.settleRefund(number, state) ?? null })
      }
      return notFound()
    },
  }
  return hands
}

const withoutUndefined = (payment: {
  amountFen?: number | undefined
  notify?: 'now' | 'none' | undefined
  force?: boolean | undefined
}): SimPayment => ({
  ...(payment.amountFen !== undefined && { amountFen: payment.amountFen }),
  ...(payment.notify && { notify: payment.notify }),
  ...(payment.force && { force: true }),
})
