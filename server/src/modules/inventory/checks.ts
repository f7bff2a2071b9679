import type { Check } from '../../kernel/doctor.ts'
import type { Inventory } from './context.ts'
import {
  closedNotEmpty,
  holdsEndedNotOnce,
  levelsOffTheHolds,
  levelsOffTheLedger,
  levelsOffTheirKinds,
  levelsOffTheLots,
  lotsOffTheLedger,
  papersOff,
  purchasesOff,
  transitOff,
} from './queries/checks.ts'

export function inventoryChecks({ db }: Pick<Inventory, 'db'>): Check[] {
  return [
    { name: 'stock levels and their value are the sum of their movements', invariant: 8, run: () => levelsOffTheLedger(db) },
    {
      name: 'received + arrived = available + held + expired + sold + written off + sent, each as its movements say',
      invariant: 8,
      run: () => levelsOffTheirKinds(db),
    },
    { name: 'held and sold stock is that of the holds', invariant: 8, run: () => levelsOffTheHolds(db) },
    { name: 'each hold ends exactly once', invariant: 10, run: () => holdsEndedNotOnce(db) },
    { name: 'stock of a SKU with lots is the sum of its lots', invariant: 8, run: () => levelsOffTheLots(db) },
    { name: 'lots are the sum of their movements', invariant: 8, run: () => lotsOffTheLedger(db) },
    { name: 'pieces in transit are those of the transfers', invariant: 8, run: () => transitOff(db) },
    { name: 'counts and receipts are booked as they were written', invariant: 8, run: () => papersOff(db) },
    { name: 'purchase orders agree with their receipts', invariant: 8, run: () => purchasesOff(db) },
    { name: 'nothing is held at a closed location', invariant: 8, run: () => closedNotEmpty(db) },
  ]
}
