import { Tag } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import type { useT } from '../../i18n/i18n.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { Due } from './due.tsx'
import { kindKey, nextKey, reasonKey, stateKey, stateTone } from './words.ts'

export type Row = Item<'listAdminAfterSales'>

/** The board of requests; `to` is where a row leads, `shop` shows whose it is. */
export function requestColumns({ t, to, shop }: { t: ReturnType<typeof useT>; to: string; shop?: true }): Column<Row>[] {
  return [
    {
      key: 'number',
      title: t('as.number'),
      render: (_, row) => (
        <div>
          <Link to={`${to}/${row.id}`} className="num strong" data-testid="open-request">
            {row.number}
          </Link>
          <div className="small muted">
            <Time iso={row.createdAt} />
          </div>
        </div>
      ),
    },
    {
      key: 'goods',
      title: t('order.goods'),
      render: (_, row) => {
        const [first] = row.lines
        return (
          <div className="row" style={{ flexWrap: 'nowrap' }}>
            <Thumb picture={first?.picture ?? null} size={40} />
            <div style={{ maxWidth: 260 }}>
              <div className="ellipsis">{first?.title}</div>
              <div className="small muted">{t('as.pieces', { count: row.lines.reduce((sum, line) => sum + line.quantity, 0) })}</div>
            </div>
          </div>
        )
      },
    },
    {
      key: 'kind',
      title: t('as.kind'),
      render: (_, row) => (
        <div>
          <Tag>{t(kindKey[row.kind])}</Tag>
          <div className="small muted">{t(reasonKey[row.reason])}</div>
        </div>
      ),
    },
    {
      key: 'amount',
      title: t('as.amount'),
      align: 'right',
      render: (_, row) => (row.kind === 'exchange' ? '—' : <Money fen={row.amountFen} />),
    },
    {
      key: 'who',
      title: shop ? t('as.shop') : t('orders.shopper'),
      render: (_, row) => (shop ? row.shopName : row.shopperName),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, row) => (
        <div>
          <State tone={stateTone[row.state]}>{t(stateKey[row.state])}</State>
          {row.stuck && <Tag color="error">{t('as.stuck')}</Tag>}
          {row.automatic && <Tag>{t('as.automatic')}</Tag>}
        </div>
      ),
    },
    {
      key: 'due',
      title: t('as.due'),
      render: (_, row) => {
        const next = nextKey[row.state]
        if (!row.dueAt || !next) return <span className="muted">—</span>
        return (
          <div>
            <Due iso={row.dueAt} />
            <div className="small muted">{t(next)}</div>
          </div>
        )
      },
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, row) => (
        <Link className="link" to={`${to}/${row.id}`}>
          {t('common.details')}
        </Link>
      ),
    },
  ]
}
