import { Segmented } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { requestColumns, type Row } from './columns.tsx'

/** Disputes of all shops, for the platform's arbiter. */
export function DisputesPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ decided: 'false', page: '1' })
  const decided = url.decided === 'true' ? 'true' : 'false'
  const disputes = useRead('listDisputes', { decided, page: Number(url.page), pageSize: 20 }, { refetchInterval: 30_000 })
  return (
    <>
      <PageHead title={t('nav.disputes')} lead={t('as.disputesLead')} />
      <div className="card table-card" data-testid="disputes">
        <DataTable<Row>
          id="disputes"
          columns={requestColumns({ t, to: '/disputes', shop: true })}
          rowKey="id"
          read={disputes}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Segmented<string>
              value={decided}
              onChange={(value) => setUrl({ decided: value })}
              options={[
                { value: 'false', label: t('as.toDecide') },
                { value: 'true', label: t('as.decidedTab') },
              ]}
            />
          }
          empty={<Nothing title={t('as.noDisputes')} />}
        />
      </div>
    </>
  )
}
