import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Lang } from '../../kernel/messages.ts'
import type { Picture } from '../media/contract.ts'
import type { Catalog } from './context.ts'
import { BrandInput, type ImportReport, ProductInput, stockCounted } from './contract.ts'
import type { CatalogDb } from './db.ts'
import { brandIdsByName, insertBrand } from './queries/brands.ts'
import { allCategories } from './queries/categories.ts'
import { keptByCode } from './queries/import.ts'
import { brandNames, type Draft, parseSheets, pictureRefs, tell } from './spreadsheet/parse.ts'
import type { Sheets } from './spreadsheet/read.ts'
import { readAside } from './spreadsheet/read-aside.ts'
import { problemText, type SheetProblem } from './spreadsheet/texts.ts'
import { writeProducts, type Written } from './write.ts'

type Report = z.output<typeof ImportReport>

export interface ImportInput {
  shopId: string
  bytes: Buffer
  /** Who is told to have counted the stock. */
  actor: string
  /** Check everything, change nothing. */
  dryRun: boolean
  /** Brands that are not there yet are created; else they are told as faults. */
  newBrands: boolean
  lang: Lang
}

/** Thrown inside the transaction of a dry run, so that the database has its say and keeps nothing. */
class DryRun extends Error {}

const problemsAtMost = 1000

/**
 * Brings a merchant's spreadsheet in: all of it or nothing, with a report by row and column. Products and SKUs are recognised by their
 * codes; what the sheets do not speak of (freight template, video, model, stock left empty) stays as it is. The same file again counts stock no second
 * time. Throws `spreadsheet_unreadable`, `file_too_large`.
 */
export async function importSpreadsheet(catalog: Catalog, input: ImportInput): Promise<Report> {
  const sheets = await readAside(input.bytes)
  if (sheets.problems.length > 0) return refusal(sheets.problems, input.lang)
  const categories = categoryPaths(await allCategories(catalog.db))
  const brands = await findBrands(catalog, sheets, input.newBrands)
  const pictures = await findPictures(catalog, input.shopId, sheets)
  const { drafts, problems } = parseSheets(sheets, { categories, pictures, brands: brands.ids })
  if (problems.length > 0) return refusal(problems, input.lang, drafts)
  try {
    return report(await write(catalog, input, { drafts, brands: brands.fresh }), !input.dryRun)
  } catch (error) {
    misfit(error, drafts)
    return refusal(problems, input.lang, drafts)
  }
}

/** `一级/二级/三级` → id. */
export function categoryPaths(nodes: readonly { id: string; parentId: string | null; name: string }[]): Map<string, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const pathOf = (node: { parentId: string | null; name: string }): string => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId)
    return parent ? `${pathOf(parent)}/${node.name}` : node.name
  }
  return new Map(nodes.map((node) => [pathOf(node), node.id]))
}

const refsAtOnce = 500

async function findPictures(catalog: Catalog, shopId: string, sheets: Sheets): Promise<Map<string, Picture>> {
  const refs = pictureRefs(sheets)
  const found = new Map<string, Picture>()
  for (let from = 0; from < refs.length; from += refsAtOnce) {
    const { items } = await catalog.media.find({ shopId, refs: refs.slice(from, from + refsAtOnce) })
    for (const { ref, picture } of items) found.set(ref, picture)
  }
  return found
}

interface Brands {
  /** By name in small letters. */
  ids: Map<string, string>
  /** To be created with the products. */
  fresh: { id: string; name: string }[]
}

/** The brands that the sheets name. Where new ones may be made, each new name has its id already. */
async function findBrands(catalog: Catalog, sheets: Sheets, mayCreate: boolean): Promise<Brands> {
  const names = brandNames(sheets)
  const ids = await brandIdsByName(catalog.db, names)
  const fresh: Brands['fresh'] = []
  for (const name of mayCreate ? names : []) {
    if (ids.has(name.toLowerCase())) continue
    const id = catalog.newId()
    ids.set(name.toLowerCase(), id)
    fresh.push({ id, name })
  }
  return { ids, fresh }
}

async function write(
  catalog: Catalog,
  { shopId, bytes, actor, dryRun }: ImportInput,
  { drafts, brands }: { drafts: readonly Draft[]; brands: Brands['fresh'] },
): Promise<readonly Written[]> {
  const codes = drafts.map((draft) => draft.input.code)
  const kept = await keptByCode(catalog.db, shopId, codes)
  const products = drafts.map(({ input }) => ProductInput.parse({ ...input, ...kept.get(input.code) }))
  const importId = idOf(shopId, bytes)
  let written: readonly Written[] = []
  const before = async (db: Db<CatalogDb>): Promise<void> => {
    for (const { id, name } of brands)
      if (!(await insertBrand(db, id, BrandInput.parse({ name }), catalog.now())))
        throw new AppError('conflict', 'brand_name_taken', { value: name }) // made by somebody else since we looked
  }
  const after = async (db: Db<CatalogDb>, done: readonly Written[]): Promise<void> => {
    written = done
    if (dryRun) throw new DryRun()
    for (const [index, one] of done.entries()) {
      const lines = countedLines(one, drafts[index])
      if (lines.length > 0) await emit(db, stockCounted, { importId, shopId, productId: one.productId, actor, lines })
    }
  }
  try {
    return await writeProducts(catalog, { shopId, products, before, after })
  } catch (error) {
    if (error instanceof DryRun) return written
    throw error
  }
}

function countedLines({ skus }: Written, draft: Draft | undefined): { skuId: string; quantity: number }[] {
  return skus.flatMap(({ id, code }) => {
    const quantity = draft?.counted.get(code)
    return quantity === undefined ? [] : [{ skuId: id, quantity }]
  })
}

/** The same file of the same shop is the same import. */
function idOf(shopId: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(shopId).update(bytes).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/** Only the database could know: somebody else's code, or a picture that is gone since we looked. Throws on what is no fault of a row. */
function misfit(error: unknown, drafts: readonly Draft[]): void {
  const draft = error instanceof AppError && typeof error.detail['index'] === 'number' ? drafts[error.detail['index']] : undefined
  if (!(error instanceof AppError) || !draft) throw error
  const { path, value } = error.detail
  tell(draft, typeof path === 'string' ? path.split('.') : ['code'], { code: error.code, ...(typeof value === 'string' ? { value } : {}) })
}

const report = (written: readonly Written[], applied: boolean): Report => ({
  applied,
  products: written.length,
  skus: written.reduce((sum, one) => sum + one.skus.length, 0),
  created: written.filter((one) => one.created).length,
  updated: written.filter((one) => !one.created).length,
  problems: [],
})

/** What was read is counted, so that a merchant sees that the sheets were understood. */
function refusal(problems: readonly SheetProblem[], lang: Lang, drafts: readonly Draft[] = []): Report {
  const shown = problems.slice(0, problemsAtMost).map((problem) => ({
    sheet: problem.sheet,
    row: problem.row,
    column: problem.column,
    value: problem.value,
    code: problem.code,
    message: problemText(problem, lang),
  }))
  const skus = drafts.reduce((sum, { input }) => sum + input.skus.length, 0)
  return { applied: false, products: drafts.length, skus, created: 0, updated: 0, problems: shown }
}
