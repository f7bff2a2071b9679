import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'

type Carrier = Item<'listCarriers'>

export function CarriersPage() {
  const t = useT()
  const carriers = useRead('listCarriers')
  const columns: Column<Carrier>[] = [
    { key: 'name', title: t('ship.carrier'), render: (_, carrier) => carrier.name },
    { key: 'code', title: t('carrier.code'), render: (_, carrier) => <code>{carrier.code}</code> },
    {
      key: 'phone',
      title: t('carrier.phone'),
      render: (_, carrier) => (
        <a href={`tel:${carrier.phone}`} className="num">
          {carrier.phone}
        </a>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.carriers')} lead={t('carrier.lead')} />
      <div className="card table-card">
        <DataTable<Carrier> id="carriers" columns={columns} rowKey="code" read={carriers} empty={<Nothing title={t('carrier.none')} />} />
      </div>
    </>
  )
}
