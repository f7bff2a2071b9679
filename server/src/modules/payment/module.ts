import { paymentChannel, whenFirstUsed } from '../../gateways/connections.ts'
import { on } from '../../kernel/events.ts'
import { route, staffOf, webhook } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { askDue } from './ask.ts'
import { paymentChecks } from './checks.ts'
import { withCircuit } from './circuit.ts'
import { close } from './close.ts'
import type { Payments } from './context.ts'
import { listPaymentAlarms, listPayments, paymentCalls, paymentPaid, walletPartFreed } from './contract.ts'
import { alarms, list } from './list.ts'
import { messages } from './messages.ts'
import { receiveNotification } from './notify.ts'
import { refund } from './refund.ts'
import { workOnRefunds } from './refund-work.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import { walletCalls } from '../wallet/contract.ts'
import { captureWalletPart } from './wallet-part.ts'

/** The channel asks for a minute between two refunds of one payment; clocks differ a little. */
const refundGapMs = 61_000

export const payment = defineModule({
  name: 'payment',
  calls: paymentCalls,
  needs: { wallet: walletCalls },
  messages,
  create: (kit) => {
    const channel = whenFirstUsed(() => {
      const found = paymentChannel(kit)
      return found && withCircuit(found, kit.now)
    })
    const { db, now, newId, log, config } = kit
    const payments: Payments = {
      db,
      now,
      newId,
      log,
      channel,
      wallet: kit.needs.wallet,
      hooksUrl: `${config.publicUrl}/api/hooks`,
      refundGapMs,
    }
    const receive = (path: string) => webhook({ method: 'POST', path, handle: (request) => receiveNotification(payments, request) })
    return {
      calls: {
        start: ({ walletFen = 0, ...input }) => start(payments, { ...input, walletFen }),
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
      handlers: [
        on(paymentPaid, 'payment.capture-wallet-part', ({ payload }) => captureWalletPart(payments, payload.subject)),
        on(walletPartFreed, 'payment.free-wallet-part', async ({ payload }) => void (await payments.wallet.release({ key: payload.key }))),
      ],
      jobs: [
        sweep({ name: 'payment.ask-channel', everyMs: 1000, run: () => askDue(payments) }),
        sweep({ name: 'payment.work-on-refunds', everyMs: 1000, run: () => workOnRefunds(payments) }),
      ],
      checks: paymentChecks(payments),
    }
  },
})
