import type { CarrierTracker } from '../../gateways/carrier-tracker.ts'
import type { WaybillMaker } from '../../gateways/waybill-maker.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/vault.ts'
import type { Log } from '../../kernel/log.ts'
import type { ShippingDb } from './db.ts'

export interface Shipping {
  db: Db<ShippingDb>
  now: () => Date
  newId: () => string
  log: Log
  /** Seals passwords of accounts at carriers. */
  vault: Vault
  /** None while no aggregator of carriers is configured. */
  trackers: () => readonly CarrierTracker[]
  waybills: () => WaybillMaker | undefined
  /** Where pushes reach us, without a trailing slash. */
  hooksUrl: string
}
