import { z } from 'zod'
import { operation } from '../../../kernel/contract.ts'
import { Done, Id, IdParams } from '../../../kernel/schema.ts'
import { Picture } from '../../media/contract.ts'
import { AttributeDef } from './offer.ts'

export const Category = z
  .object({
    id: Id,
    parentId: Id.nullable(),
    name: z.string(),
    picture: Picture.nullable(),
    sort: z.int(),
    products: z.int(),
    attributes: z.array(AttributeDef),
  })
  .meta({ id: 'Category' })

export const listCategories = operation({
  id: 'listCategories',
  face: 'shop',
  method: 'GET',
  path: '/categories',
  summary: 'The whole category tree, flat',
  access: 'public',
  reply: z.object({ items: z.array(Category) }),
})
const CategoryInput = z.strictObject({
  name: z.string().trim().min(1).max(20),
  parentId: Id.nullable(),
  picture: Picture.nullable().default(null),
  sort: z.int().min(0).max(10_000).default(0),
  /** Absent: none for a new category, as they are for one that is changed. */
  attributes: z.array(AttributeDef).max(20).optional(),
})
export const listAdminCategories = operation({
  id: 'listAdminCategories',
  face: 'admin',
  method: 'GET',
  path: '/categories',
  access: 'staff:catalog.read',
  reply: z.object({ items: z.array(Category) }),
})
export const createCategory = operation({
  id: 'createCategory',
  face: 'admin',
  method: 'POST',
  path: '/categories',
  access: 'staff:catalog.write',
  platform: true,
  body: CategoryInput,
  reply: Category,
  errors: ['category_not_found', 'category_too_deep', 'category_name_taken', 'attribute_options_wrong', 'picture_unknown'],
})
export const updateCategory = operation({
  id: 'updateCategory',
  face: 'admin',
  method: 'PUT',
  path: '/categories/:id',
  summary: 'Rename, re-sort or move a subtree',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  body: CategoryInput,
  reply: Category,
  errors: [
    'category_not_found',
    'category_too_deep',
    'category_in_itself',
    'category_name_taken',
    'attribute_options_wrong',
    'picture_unknown',
  ],
})
export const deleteCategory = operation({
  id: 'deleteCategory',
  face: 'admin',
  method: 'DELETE',
  path: '/categories/:id',
  access: 'staff:catalog.write',
  platform: true,
  params: IdParams,
  reply: Done,
  errors: ['category_not_found', 'category_in_use'],
})
