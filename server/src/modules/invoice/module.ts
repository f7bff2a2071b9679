import { invoiceIssuer, whenFirstUsed } from '../../gateways/connections.ts'
import { on } from '../../kernel/events.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderAllowanceGiven, orderCalls, orderUnitsRefunded } from '../order/contract.ts'
import { invoiceChecks } from './checks.ts'
import type { Invoices } from './context.ts'
import { invoiceCalls } from './contract.ts'
import { correct } from './correct.ts'
import { fetchFiles } from './fetch-files.ts'
import { messages } from './messages.ts'
import { adminRoutes, shopRoutes } from './routes.ts'
import { openSafe } from './safe.ts'
import { seed } from './seed.ts'
import { changeSettings } from './settings.ts'
import { work } from './work.ts'

export const invoice = defineModule({
  name: 'invoice',
  calls: invoiceCalls,
  needs: { order: orderCalls },
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
        configure: async ({ shopId, settings }) => {
          await changeSettings(invoices, shopId, invoiceCalls.configure.input.shape.settings.parse(settings))
          return { ok: true as const }
        },
        seed: (input) => seed(invoices, invoiceCalls.seed.input.parse(input)),
      },
      routes: [...shopRoutes(invoices), ...adminRoutes(invoices)],
      handlers: [
        on(orderUnitsRefunded, 'invoice.correct-units', ({ payload }) => correct(invoices, payload)),
        on(orderAllowanceGiven, 'invoice.correct-allowance', ({ payload }) => correct(invoices, payload)),
      ],
      jobs: [
        sweep({ name: 'invoice.work', everyMs: 2000, run: () => work(invoices) }),
        sweep({ name: 'invoice.fetch-files', everyMs: 2000, run: () => fetchFiles(invoices) }),
      ],
      checks: invoiceChecks(invoices),
    }
  },
})
