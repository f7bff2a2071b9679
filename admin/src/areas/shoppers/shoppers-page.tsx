import { Avatar, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl } from '../../ui/picture.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { TierDialog } from './tier-dialog.tsx'

type Shopper = Item<'listShoppers'>

/** Who has dealt with this shop. Phone numbers stay masked. */
export function ShoppersPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ search: '', page: '1' })
  const can = useCan()
  const [setting, setSetting] = useState<Shopper | null>(null)
  const shoppers = useRead('listShoppers', { page: Number(url.page), pageSize: 20, ...(url.search ? { search: url.search } : {}) })
  const columns: Column<Shopper>[] = [
    {
      key: 'name',
      title: t('shopper.name'),
      render: (_, shopper) => (
        <div className="row-tight">
          <Avatar
            size={36}
            alt=""
            {...(shopper.avatar ? { src: pictureUrl(shopper.avatar, 240) } : {})}
            style={{ background: 'var(--accentSoft)', color: 'var(--accentText)' }}
          >
            {shopper.nickname.slice(0, 1)}
          </Avatar>
          <Link className="link" to={`/shoppers/${shopper.id}`}>
            {shopper.nickname}
          </Link>
        </div>
      ),
    },
    { key: 'phone', title: t('shopper.phone'), render: (_, shopper) => <span className="num">{shopper.phoneMasked ?? '—'}</span> },
    {
      key: 'joined',
      title: t('shopper.joined'),
      name: t('shopper.joined'),
      render: (_, shopper) => <Time iso={shopper.createdAt} precision="date" />,
    },
    { key: 'seen', title: t('shopper.seen'), name: t('shopper.seen'), render: (_, shopper) => <Time iso={shopper.lastSeenAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, shopper) => (
        <State tone={shopper.disabled ? 'bad' : 'good'}>{t(shopper.disabled ? 'shopper.disabled' : 'shopper.active')}</State>
      ),
    },
    {
      key: 'tier',
      title: t('shopper.tier'),
      name: t('shopper.tier'),
      render: (_, shopper) =>
        can('shopper.write') ? (
          <Button type="link" size="small" data-testid="shopper-tier" onClick={() => setSetting(shopper)}>
            {t('shopper.tierOf', { tier: shopper.tier })}
          </Button>
        ) : (
          t('shopper.tierOf', { tier: shopper.tier })
        ),
    },
    {
      key: 'orders',
      title: '',
      align: 'right',
      render: (_, shopper) => (
        <Link className="link" to={`/orders?search=${encodeURIComponent(shopper.nickname)}`}>
          {t('shopper.orders')}
        </Link>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.shoppers')} lead={t('shopper.lead')} />
      <div className="card table-card" data-testid="shoppers">
        <DataTable<Shopper>
          id="shoppers"
          columns={columns}
          rowKey="id"
          read={shoppers}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={<SearchBox value={url.search} placeholder={t('shopper.search')} onChange={(search) => setUrl({ search })} />}
          empty={
            <Nothing title={t('shopper.none')}>
              {url.search && <Button onClick={() => setUrl({ search: '' })}>{t('common.clearFilters')}</Button>}
            </Nothing>
          }
        />
      </div>
      {setting && <TierDialog shopper={setting} onClose={() => setSetting(null)} />}
    </>
  )
}
