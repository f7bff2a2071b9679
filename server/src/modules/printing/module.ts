import { cloudPrinter, whenFirstUsed } from '../../gateways/connections.ts'
import { on } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { orderAccepted, orderCalls, orderPaid } from '../order/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { printAgain, printByHand, printPaid, printTest } from './compose.ts'
import type { Printing } from './context.ts'
import * as face from './contract.ts'
import { cancelJob, jobOf, jobs, jobView, retryJob, slip } from './jobs.ts'
import { messages } from './messages.ts'
import { addPrinter, changePrinter, listPrinters, removePrinter } from './printers.ts'
import { jobsForgotten, pagesOff } from './queries/checks.ts'
import { seed } from './seed.ts'
import { lookAtDevices, printDue } from './send.ts'

export const printing = defineModule({
  name: 'printing',
  calls: face.printingCalls,
  needs: { catalog: catalogCalls, inventory: inventoryCalls, order: orderCalls, shipping: shippingCalls },
  messages,
  create: (kit) => {
    const { db, now, newId, needs } = kit
    const context: Printing = { db, now, newId, cloud: whenFirstUsed(() => cloudPrinter(kit)), ...needs }
    return {
      calls: {
        seed: (input) => seed(context, face.printingCalls.seed.input.parse(input)),
      },
      routes: [
        route(face.listPrinters, (caller) => listPrinters(context, staffOf(caller).shopId)),
        route(face.createPrinter, (caller, { body }) => addPrinter(context, staffOf(caller).shopId, body)),
        route(face.updatePrinter, (caller, { params, body }) =>
          changePrinter(context, staffOf(caller).shopId, { id: params.id, settings: body }),
        ),
        route(face.deletePrinter, (caller, { params }) => removePrinter(context, staffOf(caller).shopId, params.id)),
        route(face.testPrinter, async (caller, { params, body }) =>
          jobView(await printTest(context, staffOf(caller), { id: params.id, requestId: body.requestId })),
        ),
        route(face.listPrintJobs, (caller, { query }) => jobs(context, staffOf(caller).shopId, query)),
        route(face.getPrintJob, (caller, { params }) => slip(context, staffOf(caller).shopId, params.id)),
        route(face.retryPrintJob, (caller, { params }) => retryJob(context, staffOf(caller), params.id)),
        route(face.cancelPrintJob, (caller, { params }) => cancelJob(context, staffOf(caller), params.id)),
        route(face.reprintJob, async (caller, { params, body }) => {
          const clerk = staffOf(caller)
          const job = await jobOf(context, clerk.shopId, params.id)
          return jobView(await printAgain(context, clerk, { job, requestId: body.requestId }))
        }),
        route(face.printOrder, async (caller, { params, body }) => ({
          items: (await printByHand(context, staffOf(caller), { orderId: params.id, ...body })).map(jobView),
        })),
      ],
      handlers: [
        on(orderPaid, 'printing.print-paid', ({ payload }) => printPaid(context, payload)),
        // Paid at the door: it is to be made now, and its money later prints nothing again.
        on(orderAccepted, 'printing.print-accepted', ({ payload }) => printPaid(context, payload)),
      ],
      jobs: [
        sweep({ name: 'printing.print', everyMs: 1000, run: () => printDue(context) }),
        sweep({ name: 'printing.look-at-devices', everyMs: 10_000, run: () => lookAtDevices(context) }),
      ],
      checks: [
        { name: 'printing: no slip is forgotten', invariant: 19, run: () => jobsForgotten(db, now()) },
        { name: 'printing: a paid order prints once on each printer', invariant: 0, run: () => pagesOff(db) },
      ],
    }
  },
})
