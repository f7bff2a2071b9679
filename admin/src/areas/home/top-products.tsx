import { Link } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'

export function TopProducts({ products }: { products: Reply<'getDashboard'>['topProducts'] }) {
  const t = useT()
  const most = Math.max(...products.map((product) => product.amountFen), 1)
  return (
    <section className="card card-pad" aria-labelledby="top-title">
      <div className="card-head">
        <h2 id="top-title">{t('home.top')}</h2>
        <span className="muted small">{t('home.topHint')}</span>
      </div>
      {products.length === 0 && <Nothing title={t('home.noSales')} />}
      <ol className="top-list">
        {products.slice(0, 8).map((product, index) => (
          <li key={product.productId}>
            <span className="top-rank">{index + 1}</span>
            <Link to={`/products/${product.productId}`} className="ellipsis" title={product.title}>
              {product.title}
            </Link>
            <span className="small">
              <Money fen={product.amountFen} /> <span className="muted">· {t('home.pieces', { count: product.quantity })}</span>
            </span>
            <span className="top-bar">
              <i style={{ width: `${(product.amountFen / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
