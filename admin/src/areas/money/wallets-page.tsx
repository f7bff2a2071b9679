import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { AdjustDialog } from './adjust-dialog.tsx'

type Wallet = Item<'listWallets'>

/** Everybody's money at the mall, the fullest wallets first. */
export function WalletsPage() {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [adjusting, setAdjusting] = useState<Wallet | null>(null)
  const wallets = useRead('listWallets', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Wallet>[] = [
    { key: 'name', title: t('shopper.name'), render: (_, wallet) => wallet.shopperName || wallet.shopperId.slice(-8) },
    { key: 'available', title: t('wallet.available'), align: 'right', render: (_, wallet) => <Money fen={wallet.availableFen} strong /> },
    { key: 'cash', title: t('wallet.cash'), align: 'right', render: (_, wallet) => <Money fen={wallet.cashFen} /> },
    { key: 'gift', title: t('wallet.gift'), align: 'right', render: (_, wallet) => <Money fen={wallet.giftFen} /> },
    { key: 'held', title: t('wallet.held'), align: 'right', render: (_, wallet) => <Money fen={wallet.heldFen} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, wallet) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
          <Link to={`/wallet-ledger?shopper=${wallet.shopperId}`}>{t('wallet.ledger')}</Link>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setAdjusting(wallet)} data-testid="adjust-wallet">
              {t('wallet.adjust')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.wallets')} lead={t('wallet.lead')} />
      <div className="card table-card" data-testid="wallets">
        <DataTable<Wallet>
          id="wallets"
          columns={columns}
          rowKey="shopperId"
          read={wallets}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('wallet.none')} hint={t('wallet.noneHint')} />}
        />
      </div>
      {adjusting && <AdjustDialog shopperId={adjusting.shopperId} name={adjusting.shopperName} onClose={() => setAdjusting(null)} />}
    </>
  )
}
