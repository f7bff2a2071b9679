import { paymentChannels } from '../../gateways/connections.ts'
import { on, when } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { askDue } from './ask.ts'
import { billRoutes } from './bill-routes.ts'
import { paymentChecks } from './checks.ts'
import { close } from './close.ts'
import { collect } from './collect.ts'
import type { Payments } from './context.ts'
import {
  listPaymentAlarms,
  listPaymentChannels,
  listPayments,
  listPayMethods,
  paymentCalls,
  paymentPaid,
  walletPartFreed,
} from './contract.ts'
import { channelHealth, keepHealth, payOptions, probe } from './health.ts'
import { hooks } from './hooks.ts'
import { alarms, list } from './list.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { refund } from './refund.ts'
import { workOnRefunds } from './refund-work.ts'
import { reconcileDue } from './reconcile.ts'
import { createRegistry } from './registry.ts'
import { seed } from './seed.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import { walletCalls } from '../wallet/contract.ts'
import { captureWalletPart } from './wallet-part.ts'
import { parts } from './parts.ts'

export const payment = defineModule({
  name: 'payment',
  calls: { ...paymentCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { wallet: walletCalls },
  messages,
  create: (kit) => {
    const { db, now, newId, log, config } = kit
    const channels = createRegistry({ now, channels: () => paymentChannels(kit), told: (change) => keepHealth({ db, now, log }, change) })
    const wallet = kit.needs.wallet
    const payments: Payments = { db, now, newId, log, channels, wallet, hooksUrl: `${config.publicUrl}/api/hooks` }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        start: ({ walletFen = 0, ...input }) => start(payments, { ...input, walletFen }),
        collect: (input) => collect(payments, input),
        status: ({ subject, ask = false }) => status(payments, { subject, ask }),
        close: (input) => close(payments, input),
        refund: ({ shopId = null, ...input }) => refund(payments, { ...input, shopId }),
        find: async ({ subjects }) => ({ items: await list(payments, subjects, null) }),
        parts: (input) => parts(payments, input),
        seed: (input) => seed(payments, input),
      },
      routes: [
        route(listPayments, async (caller, { query }) => ({ items: await list(payments, query.subjects, staffOf(caller).shopId) })),
        route(listPaymentAlarms, async (caller) => ({ items: await alarms(payments, staffOf(caller).shopId) })),
        route(listPaymentChannels, async (caller) => ({ items: await channelHealth(payments, staffOf(caller).shopId) })),
        route(listPayMethods, async () => ({ items: await payOptions(payments) })),
        ...hooks(payments),
        ...billRoutes(payments),
      ],
      handlers: [
        when(
          'wallet',
          on(paymentPaid, 'payment.capture-wallet-part', ({ payload }) => captureWalletPart(payments, payload.subject)),
        ),
        on(walletPartFreed, 'payment.free-wallet-part', async ({ payload }) => void (await payments.wallet.release({ key: payload.key }))),
      ],
      jobs: [
        sweep({ name: 'payment.ask-channel', everyMs: 1000, run: () => askDue(payments) }),
        sweep({ name: 'payment.probe-channels', everyMs: 5000, run: () => probe(payments) }),
        // Bills are made between nine and ten in the morning; what is late then is had in the evening.
        cron({ name: 'payment.reconcile', cron: '20 10,14,20 * * *', run: () => reconcileDue(payments) }),
        sweep({ name: 'payment.work-on-refunds', everyMs: 1000, run: () => workOnRefunds(payments) }),
      ],
      checks: paymentChecks(payments),
    }
  },
})
