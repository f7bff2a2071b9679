import { z } from 'zod'
import { event, operation } from '../../../kernel/contract.ts'
import { Done, Id, IdParams, PageQuery, pageOf, Time } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'

export const BrandName = z.string().trim().min(1).max(40)

/** A brand as shoppers see it. */
export const Brand = z
  .object({
    id: Id,
    name: z.string(),
    nameEn: z.string(),
    logo: Picture.nullable(),
    /** `A` to `Z`, or `#` for what begins with no letter. */
    initial: z.string(),
    /** Plain text; a line break is a new paragraph. */
    story: z.string(),
    /** Products on sale. */
    products: z.int(),
  })
  .meta({ id: 'Brand' })
export const AdminBrand = Brand.extend({
  sort: z.int(),
  /** Hidden ones have no page of their own; their products are sold as ever. */
  visible: z.boolean(),
  /** All products that name it, whatever their state. */
  used: z.int(),
  updatedAt: Time,
}).meta({ id: 'AdminBrand' })

export const BrandInput = z.strictObject({
  name: BrandName,
  nameEn: z.string().trim().max(60).default(''),
  logo: Picture.nullable().default(null),
  /** Null: from the name. */
  initial: z
    .string()
    .regex(/^[A-Z#]$/)
    .nullable()
    .default(null),
  story: z.string().trim().max(2000).default(''),
  sort: z.int().min(0).max(10_000).default(0),
  visible: z.boolean().default(true),
})
export type BrandInput = z.output<typeof BrandInput>

// --- storefront
export const getBrand = operation({
  id: 'getBrand',
  face: 'shop',
  method: 'GET',
  path: '/brands/:id',
  access: 'public',
  params: IdParams,
  reply: Brand,
  errors: ['brand_not_found'],
})
export const findBrand = operation({
  id: 'findBrand',
  face: 'shop',
  method: 'GET',
  path: '/brand',
  summary: 'The brand of this name, as a search facet calls it; null when it has no page',
  access: 'public',
  query: z.strictObject({ name: BrandName }),
  reply: z.object({ brand: Brand.nullable() }),
})

// --- console
export const listBrands = operation({
  id: 'listBrands',
  face: 'admin',
  method: 'GET',
  path: '/brands',
  access: 'staff:catalog.read',
  query: PageQuery.extend({ search: z.string().max(60).optional() }),
  reply: pageOf(AdminBrand),
})
const brandErrors = ['brand_name_taken', 'picture_unknown']
export const createBrand = operation({
  id: 'createBrand',
  face: 'admin',
  method: 'POST',
  path: '/brands',
  access: 'staff:catalog.write',
  platform: true,
  body: BrandInput,
  reply: AdminBrand,
  errors: brandErrors,
})
export const updateBrand = operation({
  id: 'updateBrand',
  face: 'admin',
  method: 'PUT',
  path: '/brands/:id',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  body: BrandInput,
  reply: AdminBrand,
  errors: ['brand_not_found', ...brandErrors],
})
export const mergeBrand = operation({
  id: 'mergeBrand',
  face: 'admin',
  method: 'POST',
  path: '/brands/:id/merge',
  summary: 'All products of this brand become products of another; this one is gone',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  body: z.strictObject({ intoId: Id }),
  reply: AdminBrand,
  errors: ['brand_not_found', 'brand_into_itself'],
})
export const deleteBrand = operation({
  id: 'deleteBrand',
  face: 'admin',
  method: 'DELETE',
  path: '/brands/:id',
  summary: 'Refused while any product names it',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  reply: Done,
  errors: ['brand_not_found', 'brand_in_use'],
})

/** What its products show of it is another: they are told as changed, some at a time. */
export const brandChanged = event('catalog.brand_changed', z.object({ brandId: Id }), ({ brandId }) => brandId)
