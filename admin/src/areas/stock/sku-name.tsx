import { Link } from 'react-router'
import { Thumb } from '../../ui/picture.tsx'
import type { Named } from './use-products.ts'

/** What an SKU is called; its id as long as that is not known. */
export function SkuName({ named, skuId }: { named: Named | undefined; skuId: string }) {
  if (!named) return <span className="muted num">{skuId.slice(-8)}</span>
  const { product, sku } = named
  return (
    <div className="row-tight">
      <Thumb picture={sku.picture ?? product.picture} size={40} />
      <div style={{ minWidth: 0 }}>
        <Link to={`/products/${product.id}`} className="clamp2" style={{ maxWidth: 280 }}>
          {product.title}
        </Link>
        <div className="small muted">
          {sku.options.length > 0 && `${sku.options.join(' / ')} · `}
          <span className="num">{sku.code}</span>
        </div>
      </div>
    </div>
  )
}
