import { paymentChannel, whenFirstUsed } from '../../gateways/connections.ts'
import { route, staffOf, webhook } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { askDue } from './ask.ts'
import { withCircuit } from './circuit.ts'
import { close } from './close.ts'
import type { Payments } from './context.ts'
import { listPaymentAlarms, listPayments, paymentCalls } from './contract.ts'
import { alarms, list } from './list.ts'
import { messages } from './messages.ts'
import { receiveNotification } from './notify.ts'
import { closedButPayable, forgotten, paidWithoutMoney, refundedTooMuch, strayMoney } from './queries/checks.ts'
import { refund } from './refund.ts'
import { workOnRefunds } from './refund-work.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import { status } from './status.ts'

/** The channel asks for a minute between two refunds of one payment; clocks differ a little. */
const refundGapMs = 61_000

export const payment = defineModule({
  name: 'payment',
  calls: paymentCalls,
  needs: {},
  messages,
  create: (kit) => {
    const channel = whenFirstUsed(() => {
      const found = paymentChannel(kit)
      return found && withCircuit(found, kit.now)
    })
    const { db, now, newId, log, config } = kit
    const payments: Payments = { db, now, newId, log, channel, hooksUrl: `${config.publicUrl}/api/hooks`, refundGapMs }
    const receive = (path: string) => webhook({ method: 'POST', path, handle: (request) => receiveNotification(payments, request) })
    return {
      calls: {
        start: (input) => start(payments, input),
        status: ({ subject, ask = false }) => status(payments, { subject, ask }),
        close: (input) => close(payments, input),
        refund: ({ shopId = null, ...input }) => refund(payments, { ...input, shopId }),
        find: async ({ subjects }) => ({ items: await list(payments, subjects, null) }),
        seed: (input) => seed(payments, input),
      },
      routes: [
        route(listPayments, async (caller, { query }) => ({ items: await list(payments, query.subjects, staffOf(caller).shopId) })),
        route(listPaymentAlarms, async (caller) => ({ items: await alarms(payments, staffOf(caller).shopId) })),
        receive('/wechat-pay/notify'),
        receive('/wechat-pay/refunds'),
      ],
      handlers: [],
      jobs: [
        sweep({ name: 'payment.ask-channel', everyMs: 1000, run: () => askDue(payments) }),
        sweep({ name: 'payment.work-on-refunds', everyMs: 1000, run: () => workOnRefunds(payments) }),
      ],
      checks: [
        { name: 'payment: never refunded more than was paid', invariant: 4, run: () => refundedTooMuch(db) },
        { name: 'payment: what is paid has its money', invariant: 14, run: () => paidWithoutMoney(db) },
        { name: 'payment: money that came for nothing goes back', invariant: 16, run: () => strayMoney(db) },
        { name: 'payment: what is closed cannot be paid', invariant: 16, run: () => closedButPayable(db) },
        { name: 'payment: nothing intended is forgotten', invariant: 19, run: () => forgotten(db, now()) },
      ],
    }
  },
})
