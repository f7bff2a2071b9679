import { App, Badge, Button, Tabs } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { requestColumns, type Row } from './columns.tsx'
import { afterSalesReads } from './words.ts'

const tabs = ['to_decide', 'to_ship_back', 'to_receive', 'to_resend', 'refunding', 'stuck', 'disputed', 'ended', 'all'] as const
const tabKey: Record<(typeof tabs)[number], Key> = {
  to_decide: 'as.tab.to_decide',
  to_ship_back: 'as.tab.to_ship_back',
  to_receive: 'as.tab.to_receive',
  to_resend: 'as.tab.to_resend',
  refunding: 'as.tab.refunding',
  stuck: 'as.tab.stuck',
  disputed: 'as.tab.disputed',
  ended: 'as.tab.ended',
  all: 'as.tab.all',
}

/** Everything that shoppers want after the sale; what is due soonest stands first. */
export function AfterSalesPage() {
  const t = useT()
  const can = useCan()
  const [url, setUrl] = useUrlState({ tab: 'to_decide', search: '', page: '1' })
  const [chosen, setChosen] = useState<string[]>([])
  const tab = tabs.find((one) => one === url.tab) ?? 'to_decide'
  const requests = useRead(
    'listAdminAfterSales',
    { tab, page: Number(url.page), pageSize: 20, ...(url.search ? { search: url.search } : {}) },
    { refetchInterval: 30_000 },
  )
  const counts = useRead('countAdminAfterSales', undefined, { refetchInterval: 30_000 })
  const countOf = (key: string) => (counts.data && key in counts.data ? counts.data[key as keyof typeof counts.data] : 0) // `in` proves the key
  const bulk = tab === 'to_decide' && can('aftersales.write')
  return (
    <>
      <PageHead title={t('nav.afterSales')} lead={t('as.lead')}>
        {bulk && <ApproveMany ids={chosen} onDone={() => setChosen([])} />}
      </PageHead>
      <div className="card table-card" data-testid="after-sales">
        <Tabs
          activeKey={tab}
          onChange={(key) => {
            setChosen([])
            setUrl({ tab: key })
          }}
          items={tabs.map((key) => ({
            key,
            label: (
              <span className="row">
                {t(tabKey[key])}
                <Badge count={countOf(key)} size="small" />
              </span>
            ),
          }))}
        />
        <DataTable<Row>
          id="after-sales"
          columns={requestColumns({ t, to: '/after-sales' })}
          rowKey="id"
          read={requests}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={<SearchBox value={url.search} placeholder={t('as.search')} onChange={(search) => setUrl({ search })} />}
          empty={<Nothing title={t(url.search ? 'as.noneFound' : 'as.none')} />}
          {...(bulk
            ? { table: { rowSelection: { selectedRowKeys: chosen, onChange: (keys: unknown[]) => setChosen(keys.map(String)) } } }
            : {})}
        />
      </div>
    </>
  )
}

function ApproveMany({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useT()
  const { modal, message } = App.useApp()
  const approve = useWrite('approveManyAfterSales', {
    stale: afterSalesReads,
    onDone: ({ approved, refused }) => {
      if (refused.length > 0) message.warning(t('as.approvedSome', { approved: approved.length, refused: refused.length }))
      else message.success(t('as.approvedAll', { count: approved.length }))
      onDone()
    },
  })
  const ask = () =>
    modal.confirm({
      title: t('as.approveMany', { count: ids.length }),
      content: t('as.approveManyHint'),
      okText: t('as.approve'),
      onOk: () => approve.mutateAsync({ ids }),
    })
  return (
    <Button type="primary" disabled={ids.length === 0} loading={approve.isPending} onClick={ask} data-testid="approve-many">
      {t('as.approveMany', { count: ids.length })}
    </Button>
  )
}
