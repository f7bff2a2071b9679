import { type Job, sweep } from '../../kernel/jobs.ts'
import type { Inventory } from './context.ts'
import { expireDue } from './expire.ts'
import { releaseLapsed } from './settle.ts'
import { tellBack } from './subscribe.ts'
import { watchLevels } from './watch.ts'

/** What happens by itself. Each may run in several processes at once: what one has taken the others find done. */
export function inventoryJobs(stock: Inventory): Job[] {
  return [
    sweep({ name: 'inventory.release-lapsed', everyMs: 2_000, run: () => releaseLapsed(stock) }),
    sweep({ name: 'inventory.expire-lots', everyMs: 30_000, run: () => expireDue(stock) }),
    sweep({ name: 'inventory.watch-levels', everyMs: 15_000, run: () => watchLevels(stock) }),
    // The event is quicker; what a subscription of the same moment missed is told here.
    sweep({ name: 'inventory.tell-back', everyMs: 15_000, run: () => tellBack(stock) }),
  ]
}
