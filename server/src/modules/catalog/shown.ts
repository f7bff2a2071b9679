import { AppError } from '../../kernel/errors.ts'
import type { Catalog } from './context.ts'
import type { ProductInput } from './contract.ts'

/** The video and the model of products as media knows them: what a client says of their size counts for nothing. Throws `asset_unknown`. */
export async function withAssets(catalog: Catalog, products: readonly ProductInput[]): Promise<ProductInput[]> {
  const urls = [...new Set(products.flatMap(({ video, model }) => [video?.url ?? [], model?.url ?? []].flat()))]
  if (urls.length === 0) return [...products]
  const known = new Map<string, Known>()
  for (let from = 0; from < urls.length; from += atOnce)
    for (const item of (await catalog.media.assets({ urls: urls.slice(from, from + atOnce) })).items) known.set(item.url, item)
  return products.map((product) => ({
    ...product,
    video: product.video && { ...product.video, ...videoOf(known.get(product.video.url), product.video.url) },
    model: product.model && modelOf(known.get(product.model.url), product.model.url),
  }))
}

const atOnce = 100

type Known = Awaited<ReturnType<Catalog['media']['assets']>>['items'][number]

const unknown = (value: string): AppError => new AppError('invalid', 'asset_unknown', { value })

function videoOf(known: Known | undefined, url: string): { width: number; height: number; seconds: number } {
  if (known?.kind !== 'video' || !known.video) throw unknown(url)
  return known.video
}

function modelOf(known: Known | undefined, url: string): { url: string } {
  if (known?.kind !== 'model') throw unknown(url)
  return { url }
}
