import { invoiceIssuer, whenFirstUsed } from '../../gateways/connections.ts'
import { on, when } from '../../kernel/events.ts'
import { later } from '../../kernel/clock.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderAllowanceGiven, orderCalls, orderPaid, orderPlaced, orderReceived, orderUnitsRefunded } from '../order/contract.ts'
import { paymentCalls } from '../payment/contract.ts'
import { invoiceChecks } from './checks.ts'
import type { Invoices } from './context.ts'
import { invoiceCalls } from './contract.ts'
import { correct } from './correct.ts'
import { fetchFiles } from './fetch-files.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { adminRoutes, shopRoutes } from './routes.ts'
import { openSafe } from './safe.ts'
import { seed } from './seed.ts'
import { changeSettings } from './settings.ts'
import { askWished, keepWish } from './wish.ts'
import { forgetWishes } from './queries/wishes.ts'
import { work } from './work.ts'

export const invoice = defineModule({
  name: 'invoice',
  calls: { ...invoiceCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls, order: orderCalls, payment: paymentCalls },
  messages,
  create: (kit) => {
    const { db, now, newId, config, files, needs } = kit
    const invoices: Invoices = {
      db,
      now,
      newId,
      files,
      ...needs,
      issuer: whenFirstUsed(() => invoiceIssuer(kit)),
      publicUrl: config.publicUrl,
      safe: openSafe(config.secretKey),
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        configure: async ({ shopId, settings }) => {
          await changeSettings(invoices, shopId, invoiceCalls.configure.input.shape.settings.parse(settings))
          return { ok: true as const }
        },
        seed: (input) => seed(invoices, invoiceCalls.seed.input.parse(input)),
      },
      routes: [...shopRoutes(invoices), ...adminRoutes(invoices)],
      handlers: [
        when(
          'invoice',
          on(orderPlaced, 'invoice.keep-wish', ({ payload }) => keepWish(invoices, payload)),
        ),
        when(
          'invoice',
          on(orderPaid, 'invoice.ask-wished', ({ payload }) => askWished(invoices, payload.orderId)),
        ),
        on(orderReceived, 'invoice.ask-received', ({ payload }) => askWished(invoices, payload.orderId)),
        on(orderUnitsRefunded, 'invoice.correct-units', ({ payload }) => correct(invoices, payload)),
        on(orderAllowanceGiven, 'invoice.correct-allowance', ({ payload }) => correct(invoices, payload)),
      ],
      jobs: [
        cron({ name: 'invoice.forget-wishes', cron: '23 4 * * *', run: () => forgetWishes(db, later(now(), { days: -2 })) }),
        sweep({ name: 'invoice.work', everyMs: 2000, run: () => work(invoices) }),
        sweep({ name: 'invoice.fetch-files', everyMs: 2000, run: () => fetchFiles(invoices) }),
      ],
      checks: invoiceChecks(invoices),
    }
  },
})
