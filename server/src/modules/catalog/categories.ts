import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Picture } from '../media/contract.ts'
import type { Catalog } from './context.ts'
import type { AttributeDef, Category } from './contract.ts'
import type { CatalogDb } from './db.ts'
import {
  allCategories,
  categoryHasProducts,
  countedCategories,
  deleteCategoryRow,
  insertCategory,
  lockTree,
  type Node,
  rewriteCategory,
} from './queries/categories.ts'

const deepest = 4
const treeKey = 'tree'

interface CategoryInput {
  name: string
  parentId: string | null
  picture: Picture | null
  sort: number
  attributes?: AttributeDef[] | undefined
}

/** The tree as shoppers see it; its counts may be some seconds old. */
export async function tree(catalog: Catalog) {
  const found = await catalog.hot.tree.get(treeKey)
  if (!found) throw new Error('the category tree always loads')
  return found
}

/** The tree with counts of this moment. */
export async function countedTree(catalog: Catalog): Promise<{ items: z.output<typeof Category>[] }> {
  return { items: await countedCategories(catalog.db, catalog.now()) }
}

/** Throws `category_not_found` (its parent), `category_too_deep`, `category_name_taken`, `picture_unknown`. */
export async function addCategory(catalog: Catalog, input: CategoryInput): Promise<z.output<typeof Category>> {
  refuseWrongDefinitions(input)
  await refuseUnknownPicture(catalog, input.picture)
  const id = catalog.newId()
  await change(catalog, async (db, nodes) => {
    const node: Node = { ...input, attributes: input.attributes ?? [], id, depth: depthBelow(nodes, input.parentId) }
    if (node.depth > deepest) throw new AppError('invalid', 'category_too_deep', { max: deepest })
    if (!(await insertCategory(db, node))) throw new AppError('conflict', 'category_name_taken', { value: input.name })
  })
  return oneOf(catalog, id)
}

/** Renames, sorts anew, or moves a category with all below it. Throws what `addCategory` does, and `category_in_itself`. */
export async function changeCategory(catalog: Catalog, id: string, input: CategoryInput): Promise<z.output<typeof Category>> {
  refuseWrongDefinitions(input)
  await refuseUnknownPicture(catalog, input.picture)
  await change(catalog, async (db, nodes) => {
    const old = nodes.get(id)
    if (!old) throw new AppError('not_found', 'category_not_found', { id })
    const below = subtree(nodes, id)
    if (input.parentId === id || below.some((node) => node.id === input.parentId))
      throw new AppError('conflict', 'category_in_itself', { id })
    const depth = depthBelow(nodes, input.parentId)
    const deeper = depth - old.depth
    if (Math.max(depth, ...below.map((node) => node.depth + deeper)) > deepest)
      throw new AppError('invalid', 'category_too_deep', { max: deepest })
    if ([...nodes.values()].some((node) => node.id !== id && node.parentId === input.parentId && node.name === input.name)) {
      throw new AppError('conflict', 'category_name_taken', { value: input.name })
    }
    await rewriteCategory(
      db,
      { ...input, attributes: input.attributes ?? old.attributes, id, depth },
      { ids: below.map((node) => node.id), deeper },
    )
  })
  return oneOf(catalog, id)
}

/** Throws `category_not_found`, `category_in_use`. */
export async function removeCategory(catalog: Catalog, id: string): Promise<void> {
  await change(catalog, async (db, nodes) => {
    if (!nodes.has(id)) throw new AppError('not_found', 'category_not_found', { id })
    const used = subtree(nodes, id).length > 0 || (await categoryHasProducts(db, id))
    if (used) throw new AppError('conflict', 'category_in_use', { id })
    await deleteCategoryRow(db, id)
  })
}

/** Creates categories by path where they are missing; those that exist are left as their owner has made them. */
export async function putCategories(
  catalog: Catalog,
  items: readonly { path: readonly string[]; picture: Picture | null; sort: number }[],
): Promise<{ items: { path: string[]; id: string }[] }> {
  return change(catalog, async (db, nodes) => {
    const known = new Map([...nodes.values()].map((node) => [`${node.parentId ?? ''}/${node.name}`, node]))
    const found: { path: string[]; id: string }[] = []
    for (const item of items) {
      let parentId: string | null = null
      for (const [index, name] of item.path.entries()) {
        const last = index === item.path.length - 1
        const key = `${parentId ?? ''}/${name}`
        const node: Node = known.get(key) ?? {
          id: catalog.newId(),
          parentId,
          name,
          depth: index + 1,
          picture: last ? item.picture : null,
          sort: last ? item.sort : 0,
          attributes: [],
        }
        if (!known.has(key)) await insertCategory(db, node)
        known.set(key, node)
        parentId = node.id
      }
      if (parentId !== null) found.push({ path: [...item.path], id: parentId })
    }
    return { items: found }
  })
}

/** Changes the tree alone, with the tree as it is before one's eyes. */
async function change<T>(catalog: Catalog, run: (db: Db<CatalogDb>, nodes: Map<string, Node>) => Promise<T>): Promise<T> {
  const result = await inTx(catalog.db, async (db) => {
    await lockTree(db)
    return run(db, new Map((await allCategories(db)).map((node) => [node.id, node])))
  })
  catalog.hot.tree.clear()
  return result
}

function depthBelow(nodes: ReadonlyMap<string, Node>, parentId: string | null): number {
  if (parentId === null) return 1
  const parent = nodes.get(parentId)
  if (!parent) throw new AppError('not_found', 'category_not_found', { id: parentId })
  return parent.depth + 1
}

/** Everything below a category, without itself. */
function subtree(nodes: ReadonlyMap<string, Node>, id: string): Node[] {
  const children = [...nodes.values()].filter((node) => node.parentId === id)
  return children.flatMap((child) => [child, ...subtree(nodes, child.id)])
}

async function oneOf(catalog: Catalog, id: string): Promise<z.output<typeof Category>> {
  const found = (await countedTree(catalog)).items.find((item) => item.id === id)
  if (!found) throw new AppError('not_found', 'category_not_found', { id })
  return found
}

async function refuseUnknownPicture(catalog: Catalog, picture: Picture | null): Promise<void> {
  if (picture && (await catalog.media.known({ urls: [picture.url] })).known.length === 0)
    throw new AppError('invalid', 'picture_unknown', { value: picture.url })
}

function refuseWrongDefinitions({ attributes = [] }: CategoryInput): void {
  const names = attributes.map(({ name }) => name)
  const wrong = attributes.find(
    ({ name, kind, options }, index) => names.indexOf(name) < index || (kind === 'enum' && new Set(options).size === 0),
  )
  if (wrong) throw new AppError('invalid', 'attribute_options_wrong', { value: wrong.name, path: 'attributes' })
}
