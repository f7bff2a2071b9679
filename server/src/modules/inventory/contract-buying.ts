import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams, PageQuery, pageOf, Quantity, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

const Named = z.object({ skuId: Id, title: z.string(), options: z.array(z.string()), picture: Picture.nullable() })
const Note = z.string().trim().max(200).default('')
const Day = z.iso.date()
/** What one piece costs. */
const UnitCost = z.int().min(0).max(1_000_000_00)

// --- lots
export const Lot = Named.extend({
  id: Id,
  productId: Id,
  locationId: Id,
  locationName: z.string(),
  code: z.string(),
  expiresOn: Day.nullable(),
  onHand: z.int(),
  held: z.int(),
  /** Its day has come: it is not sold any more. */
  expired: z.boolean(),
}).meta({ id: 'StockLot' })
export const listLots = operation({
  id: 'listLots',
  face: 'admin',
  method: 'GET',
  path: '/stock/lots',
  summary: 'Lots of which something is there, what expires first first',
  access: 'staff:inventory.read',
  query: PageQuery.extend({
    productId: Id.optional(),
    locationId: Id.optional(),
    state: z.enum(['all', 'soon', 'expired']).default('all'),
    /** How near `soon` is. */
    days: z.coerce.number().int().min(1).max(3650).default(30),
  }),
  reply: pageOf(Lot),
})

// --- suppliers
const SupplierInput = z.strictObject({
  name: z.string().trim().min(1).max(60),
  contact: z.string().trim().max(30).default(''),
  phone: z.string().trim().max(30).default(''),
  note: Note,
  active: z.boolean().default(true),
})
export const Supplier = z
  .object({
    id: Id,
    name: z.string(),
    contact: z.string(),
    phone: z.string(),
    note: z.string(),
    active: z.boolean(),
    openPurchases: z.int(),
  })
  .meta({ id: 'Supplier' })
export const listSuppliers = operation({
  id: 'listSuppliers',
  face: 'admin',
  method: 'GET',
  path: '/stock/suppliers',
  access: 'staff:inventory.read',
  query: PageQuery,
  reply: pageOf(Supplier),
})
export const createSupplier = operation({
  id: 'createSupplier',
  face: 'admin',
  method: 'POST',
  path: '/stock/suppliers',
  access: 'staff:inventory.write',
  body: SupplierInput,
  reply: Supplier,
  errors: ['supplier_name_taken'],
})
export const updateSupplier = operation({
  id: 'updateSupplier',
  face: 'admin',
  method: 'PUT',
  path: '/stock/suppliers/:id',
  access: 'staff:inventory.write',
  params: IdParams,
  body: SupplierInput,
  reply: Supplier,
  errors: ['supplier_not_found', 'supplier_name_taken'],
})

// --- purchase orders
export const PurchaseState = z.enum(['open', 'received', 'closed'])
export const Purchase = z
  .object({
    id: Id,
    number: z.string(),
    supplierId: Id,
    supplierName: z.string(),
    locationId: Id,
    locationName: z.string(),
    state: PurchaseState,
    expectedOn: Day.nullable(),
    note: z.string(),
    createdBy: z.string(),
    createdAt: Time,
    endedAt: Time.nullable(),
    pieces: z.int(),
    received: z.int(),
    costFen: Fen,
  })
  .meta({ id: 'Purchase' })
export const PurchaseDetail = Purchase.extend({
  lines: z.array(Named.extend({ quantity: z.int(), received: z.int(), unitCostFen: Fen })),
}).meta({ id: 'PurchaseDetail' })
export const listPurchases = operation({
  id: 'listPurchases',
  face: 'admin',
  method: 'GET',
  path: '/stock/purchases',
  access: 'staff:inventory.read',
  query: PageQuery.extend({
    state: PurchaseState.optional(),
    supplierId: Id.optional(),
    /** A part of its number. */
    search: z.string().trim().max(40).optional(),
  }),
  reply: pageOf(Purchase),
})
export const getPurchase = operation({
  id: 'getPurchase',
  face: 'admin',
  method: 'GET',
  path: '/stock/purchases/:id',
  access: 'staff:inventory.read',
  params: IdParams,
  reply: PurchaseDetail,
  errors: ['purchase_not_found'],
})
export const createPurchase = operation({
  id: 'createPurchase',
  face: 'admin',
  method: 'POST',
  path: '/stock/purchases',
  summary: 'Orders goods from a supplier; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z.strictObject({
    requestId: RequestKey,
    supplierId: Id,
    locationId: Id,
    expectedOn: Day.nullable().default(null),
    note: Note,
    lines: z
      .array(z.strictObject({ skuId: Id, quantity: Quantity, unitCostFen: UnitCost }))
      .min(1)
      .max(200),
  }),
  reply: PurchaseDetail,
  errors: ['supplier_not_found', 'location_not_found', 'location_closed', 'sku_not_found', 'lines_twice', 'key_reused'],
})
export const closePurchase = operation({
  id: 'closePurchase',
  face: 'admin',
  method: 'POST',
  path: '/stock/purchases/:id/close',
  summary: 'What has not come is not expected any more',
  access: 'staff:inventory.write',
  params: IdParams,
  reply: PurchaseDetail,
  errors: ['purchase_not_found', 'purchase_ended'],
})

// --- receipts
export const Receipt = z
  .object({
    id: Id,
    locationId: Id,
    locationName: z.string(),
    purchaseId: Id.nullable(),
    purchaseNumber: z.string().nullable(),
    supplierName: z.string().nullable(),
    note: z.string(),
    actor: z.string(),
    at: Time,
    pieces: z.int(),
    costFen: Fen,
  })
  .meta({ id: 'StockReceipt' })
export const listReceipts = operation({
  id: 'listReceipts',
  face: 'admin',
  method: 'GET',
  path: '/stock/receipts',
  access: 'staff:inventory.read',
  query: PageQuery.extend({ purchaseId: Id.optional() }),
  reply: pageOf(Receipt),
})
export const receiveStock = operation({
  id: 'receiveStock',
  face: 'admin',
  method: 'POST',
  path: '/stock/receipts',
  summary: 'Goods came in, of a purchase order or without one; keyed, twice is once',
  access: 'staff:inventory.write',
  body: z.strictObject({
    requestId: RequestKey,
    /** The location of the purchase order, else the default one, when absent. */
    locationId: Id.optional(),
    purchaseId: Id.optional(),
    supplierId: Id.optional(),
    note: Note,
    lines: z
      .array(
        z.strictObject({
          skuId: Id,
          quantity: Quantity,
          /** That of the purchase order, else the present average, when absent. */
          unitCostFen: UnitCost.optional(),
          lot: z
            .strictObject({
              code: z.string().trim().min(1).max(40),
              expiresOn: Day.nullable().default(null),
            })
            .optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
  reply: Receipt,
  errors: [
    'location_not_found',
    'location_closed',
    'purchase_not_found',
    'purchase_ended',
    'supplier_not_found',
    'sku_not_found',
    'received_too_many',
    'lot_differs',
    'lot_expired',
    'key_reused',
  ],
})
