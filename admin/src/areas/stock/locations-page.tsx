import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State } from '../../ui/tone.tsx'
import { useRegionNames } from '../settings/use-regions.ts'
import { LocationDrawer } from './location-drawer.tsx'

type Location = Item<'listLocations'>
const rules = ['nearest', 'priority', 'fewest'] as const
type Rule = (typeof rules)[number]
const ruleKey: Record<Rule, Key> = {
  nearest: 'location.rule.nearest',
  priority: 'location.rule.priority',
  fewest: 'location.rule.fewest',
}
const ruleHint: Record<Rule, Key> = {
  nearest: 'location.ruleHint.nearest',
  priority: 'location.ruleHint.priority',
  fewest: 'location.ruleHint.fewest',
}

/** Warehouses and stores, and how orders choose among them. */
export function LocationsPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const { modal } = App.useApp()
  const [editing, setEditing] = useState<Location | 'new' | null>(null)
  const locations = useRead('listLocations')
  const setOpen = useWrite('setLocationOpen', { stale: ['listLocations'], success: t('location.saved') })
  const toggle = (location: Location) => {
    if (!location.open) return setOpen.mutate({ id: location.id, open: true })
    modal.confirm({
      title: t('location.askClose', { name: location.name }),
      content: t('location.closeHint'),
      okText: t('location.doClose'),
      okButtonProps: { danger: true },
      onOk: () => setOpen.mutate({ id: location.id, open: false }),
    })
  }
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="location-new">
      {t('location.new')}
    </Button>
  )
  const columns = useColumns({ onEdit: mayWrite ? setEditing : undefined, onToggle: toggle, locations: locations.data?.items ?? [] })
  return (
    <>
      <PageHead title={t('nav.locations')} lead={t('location.lead')}>
        {create}
      </PageHead>
      <RuleCard readOnly={!mayWrite} />
      <div className="card table-card" data-testid="locations">
        <DataTable<Location>
          id="locations"
          columns={columns}
          rowKey="id"
          read={locations}
          empty={
            <Nothing title={t('location.none')} hint={t('location.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {editing && <LocationDrawer location={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function RuleCard({ readOnly }: { readOnly: boolean }) {
  const t = useT()
  const rule = useRead('getAllocation')
  const change = useWrite('setAllocation', { stale: ['getAllocation'], success: t('location.saved') })
  const now = change.isPending ? change.variables.rule : rule.data?.rule
  return (
    <section className="card" style={{ padding: 16, marginBottom: 16 }} aria-label={t('location.rule')}>
      <div className="row">
        <strong>{t('location.rule')}</strong>
        <Segmented<Rule>
          disabled={readOnly || !rule.data}
          value={now ?? 'priority'}
          options={rules.map((value) => ({ value, label: t(ruleKey[value]) }))}
          onChange={(value) => change.mutate({ rule: value })}
          data-testid="allocation-rule"
        />
        {now && <span className="muted small">{t(ruleHint[now])}</span>}
      </div>
    </section>
  )
}

interface Given {
  onEdit: ((location: Location) => void) | undefined
  onToggle: (location: Location) => void
  locations: readonly Location[]
}

function useColumns({ onEdit, onToggle, locations }: Given): Column<Location>[] {
  const t = useT()
  const cities = locations.filter((one) => one.districtCode !== '').map((one) => `${one.districtCode.slice(0, 4)}00`)
  const names = useRegionNames(cities)
  const regionOf = (code: string) => (code === '' ? '' : (names.get(`${code.slice(0, 4)}00`) ?? names.get(`${code.slice(0, 2)}0000`) ?? ''))
  const columns: Column<Location>[] = [
    {
      key: 'name',
      title: t('location.name'),
      render: (_, location) => (
        <div>
          <span className="strong">{location.name}</span> {location.isDefault && <Tag variant="filled">{t('location.default')}</Tag>}
          <div className="small muted">
            {t(location.kind === 'store' ? 'location.kind.store' : 'location.kind.warehouse')}
            {location.code && <span className="num"> · {location.code}</span>}
          </div>
        </div>
      ),
    },
    {
      key: 'where',
      title: t('location.district'),
      name: t('location.district'),
      render: (_, location) =>
        [regionOf(location.districtCode), location.detail].filter(Boolean).join(' ') || <span className="muted">—</span>,
    },
    {
      key: 'priority',
      title: t('location.priority'),
      align: 'right',
      render: (_, location) => <span className="num">{location.priority}</span>,
    },
    {
      key: 'skus',
      title: t('location.skus'),
      name: t('location.skus'),
      align: 'right',
      render: (_, location) => <span className="num">{location.skus}</span>,
    },
    { key: 'onHand', title: t('stock.onHand'), align: 'right', render: (_, location) => <span className="num">{location.onHand}</span> },
    {
      key: 'value',
      title: t('stock.value'),
      name: t('stock.value'),
      align: 'right',
      render: (_, location) => (location.valueFen > 0 ? <Money fen={location.valueFen} /> : '—'),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, location) => (
        <State tone={location.open ? 'good' : 'quiet'}>{t(location.open ? 'location.open' : 'location.closed')}</State>
      ),
    },
  ]
  if (!onEdit) return columns
  const actions: Column<Location> = {
    key: 'actions',
    title: '',
    align: 'right',
    render: (_, location) => (
      <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
        {!location.isDefault && (
          <Button size="small" type="text" danger={location.open} onClick={() => onToggle(location)}>
            {t(location.open ? 'location.doClose' : 'location.doOpen')}
          </Button>
        )}
        <Button size="small" onClick={() => onEdit(location)}>
          {t('common.edit')}
        </Button>
      </div>
    ),
  }
  return [...columns, actions]
}
