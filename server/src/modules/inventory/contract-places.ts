import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, IdParams } from '../../kernel/schema.ts'

export const LocationKind = z.enum(['warehouse', 'store'])

const LocationInput = z.strictObject({
  name: z.string().trim().min(1).max(30),
  /** What the merchant's other systems call it. */
  code: z
    .string()
    .trim()
    .max(30)
    .regex(/^[\w./-]*$/)
    .default(''),
  kind: LocationKind,
  /** 1 is asked first. */
  priority: z.int().min(1).max(999).default(100),
  districtCode: z
    .string()
    .regex(/^(\d{6})?$/)
    .default(''),
  detail: z.string().trim().max(120).default(''),
  phone: z.string().trim().max(30).default(''),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
})

export const StockLocation = z
  .object({
    id: Id,
    name: z.string(),
    code: z.string(),
    kind: LocationKind,
    priority: z.int(),
    districtCode: z.string(),
    detail: z.string(),
    phone: z.string(),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
    /** Where new SKUs and spreadsheets go; it cannot be closed. */
    isDefault: z.boolean(),
    open: z.boolean(),
    /** SKUs and pieces that lie there, and what they cost. */
    skus: z.int(),
    onHand: z.int(),
    valueFen: Fen,
  })
  .meta({ id: 'StockLocation' })

export const listLocations = operation({
  id: 'listLocations',
  face: 'admin',
  method: 'GET',
  path: '/stock/locations',
  access: 'staff:inventory.read',
  reply: z.object({ items: z.array(StockLocation) }),
})
const whole = LocationInput.refine((input) => (input.longitude === null) === (input.latitude === null), {
  path: ['latitude'],
  message: 'longitude and latitude come together',
})
export const createLocation = operation({
  id: 'createLocation',
  face: 'admin',
  method: 'POST',
  path: '/stock/locations',
  access: 'staff:inventory.write',
  body: whole,
  reply: StockLocation,
  errors: ['location_code_taken'],
})
export const updateLocation = operation({
  id: 'updateLocation',
  face: 'admin',
  method: 'PUT',
  path: '/stock/locations/:id',
  access: 'staff:inventory.write',
  params: IdParams,
  body: whole,
  reply: StockLocation,
  errors: ['location_not_found', 'location_code_taken'],
})
export const setLocationOpen = operation({
  id: 'setLocationOpen',
  face: 'admin',
  method: 'POST',
  path: '/stock/locations/:id/open',
  summary: 'Close a location that is empty, or open it again',
  access: 'staff:inventory.write',
  params: IdParams,
  body: z.strictObject({ open: z.boolean() }),
  reply: StockLocation,
  errors: ['location_not_found', 'location_default', 'location_not_empty'],
})

/** How orders choose among locations. */
export const AllocationRule = z.enum(['nearest', 'priority', 'fewest'])
export const getAllocation = operation({
  id: 'getAllocation',
  face: 'admin',
  method: 'GET',
  path: '/stock/allocation',
  access: 'staff:inventory.read',
  reply: z.object({ rule: AllocationRule }),
})
export const setAllocation = operation({
  id: 'setAllocation',
  face: 'admin',
  method: 'PUT',
  path: '/stock/allocation',
  summary: 'Nearest to the shopper, first by priority, or fewest parcels; a line is split only when no single location has it',
  access: 'staff:inventory.write',
  body: z.strictObject({ rule: AllocationRule }),
  reply: z.object({ rule: AllocationRule }),
})
