import { Rate } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import type { Translate } from '../../i18n/i18n.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { pathOf, type Category } from './category-tree.ts'
import { productStateKey, productTone } from './product-state.ts'

type Row = Item<'listAdminProducts'>
interface Input {
  t: Translate
  categories: readonly Category[]
  sort: string
  descending: boolean
}

export function productColumns({ t, categories, sort, descending }: Input): Column<Row>[] {
  const order = (key: string) => ({
    sorter: true,
    sortOrder: sort === key ? (descending ? ('descend' as const) : ('ascend' as const)) : null,
  })
  return [
    {
      key: 'title',
      title: t('products.product'),
      width: 380,
      ...order('title'),
      render: (_, product) => (
        <div className="row-tight">
          <Thumb picture={product.picture} size={48} />
          <div style={{ minWidth: 0 }}>
            <Link to={`/products/${product.id}`} className="clamp2" style={{ maxWidth: 300 }}>
              {product.title}
            </Link>
            <div className="small muted num">{product.code}</div>
          </div>
        </div>
      ),
    },
    {
      key: 'price',
      title: t('products.price'),
      align: 'right',
      ...order('price'),
      render: (_, product) => (
        <span>
          <Money fen={product.priceFen} strong />
          {product.priceVaries && <span className="small muted"> {t('products.from')}</span>}
        </span>
      ),
    },
    {
      key: 'skus',
      title: t('products.skus'),
      name: t('products.skus'),
      align: 'right',
      render: (_, product) => <span className="num">{product.skuCount}</span>,
    },
    {
      key: 'stock',
      title: t('products.stock'),
      name: t('products.stock'),
      render: (_, product) => (
        <Link to={`/stock?productId=${product.id}`}>
          {product.inStock ? t('products.inStock') : <span style={{ color: 'var(--bad)' }}>{t('products.soldOut')}</span>}
        </Link>
      ),
    },
    {
      key: 'sold',
      title: t('products.sold'),
      name: t('products.sold'),
      align: 'right',
      ...order('sold'),
      render: (_, product) => <span className="num">{product.sold}</span>,
    },
    {
      key: 'rating',
      title: t('products.rating'),
      name: t('products.rating'),
      hidden: true,
      render: (_, product) =>
        product.reviews > 0 ? (
          <span className="row" style={{ gap: 6, flexWrap: 'nowrap' }}>
            <Rate disabled count={1} value={1} style={{ fontSize: 14 }} />
            <span className="num">
              {(product.rating10 / 10).toFixed(1)} <span className="muted">({product.reviews})</span>
            </span>
          </span>
        ) : (
          <span className="muted">—</span>
        ),
    },
    {
      key: 'categories',
      title: t('products.categories'),
      name: t('products.categories'),
      render: (_, product) => <span className="muted small">{product.categoryIds.map((id) => pathOf(categories, id)).join('、')}</span>,
    },
    {
      key: 'state',
      title: t('products.state'),
      render: (_, product) => <State tone={productTone[product.state]}>{t(productStateKey[product.state])}</State>,
    },
    {
      key: 'updated',
      title: t('products.updated'),
      name: t('products.updated'),
      ...order('updated'),
      render: (_, product) => <Time iso={product.updatedAt} />,
    },
  ]
}
