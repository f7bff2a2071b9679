import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Item } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { countKey, countTone } from './count-state.ts'
import { LocationSelect } from './location-select.tsx'
import { ProductSelect } from './product-select.tsx'

type Count = Item<'listCounts'>

/** Stock-takes, those under way and those that were. */
export function CountsPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const navigate = useNavigate()
  const [url, setUrl] = useUrlState({ page: '1' })
  const [creating, setCreating] = useState(false)
  const counts = useRead('listCounts', { page: Number(url.page), pageSize: 20 })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)} data-testid="count-new">
      {t('count.new')}
    </Button>
  )
  const columns: Column<Count>[] = [
    { key: 'number', title: t('paper.number'), render: (_, count) => <span className="num">{count.number}</span> },
    { key: 'location', title: t('stock.location'), render: (_, count) => count.locationName },
    {
      key: 'progress',
      title: t('count.progress'),
      align: 'right',
      render: (_, count) => (
        <span className="num">
          {count.counted} / {count.lines}
        </span>
      ),
    },
    { key: 'differing', title: t('count.differing'), align: 'right', render: (_, count) => <span className="num">{count.differing}</span> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, count) => <State tone={countTone[count.state]}>{t(countKey[count.state])}</State>,
    },
    { key: 'by', title: t('paper.by'), name: t('paper.by'), render: (_, count) => count.createdBy },
    { key: 'at', title: t('paper.createdAt'), name: t('paper.createdAt'), render: (_, count) => <Time iso={count.createdAt} /> },
    { key: 'note', title: t('paper.note'), name: t('paper.note'), render: (_, count) => count.reason || count.note },
    {
      key: 'open',
      title: '',
      align: 'right',
      render: (_, count) => (
        <Button size="small" onClick={() => void navigate(`/stock/counts/${count.id}`)} data-testid="count-open">
          {t(count.state === 'open' && mayWrite ? 'count.open' : 'common.details')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.counts')} lead={t('count.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="counts">
        <DataTable<Count>
          id="counts"
          columns={columns}
          rowKey="id"
          read={counts}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={
            <Nothing title={t('count.none')} hint={t('count.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {creating && <NewCountDialog onClose={() => setCreating(false)} onDone={(id) => void navigate(`/stock/counts/${id}`)} />}
    </>
  )
}

function NewCountDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useT()
  const [key] = useState(newKey)
  const [chosen, setLocation] = useState('')
  const [productId, setProductId] = useState('')
  const [note, setNote] = useState('')
  const locations = useRead('listLocations')
  const locationId = chosen || (locations.data?.items.find((location) => location.isDefault)?.id ?? '')
  const create = useWrite('createCount', { stale: ['listCounts'], onDone: (count) => onDone(count.id) })
  return (
    <Modal
      open
      title={t('count.new')}
      confirmLoading={create.isPending}
      okButtonProps={{ disabled: locationId === '' }}
      onCancel={onClose}
      onOk={() => create.mutate({ requestId: key, locationId, productIds: productId ? [productId] : [], note: note.trim() })}
    >
      <Form layout="vertical">
        <Form.Item label={t('stock.location')}>
          <LocationSelect required value={locationId} onChange={setLocation} />
        </Form.Item>
        <Form.Item label={t('count.product')}>
          <ProductSelect value={productId} onChange={setProductId} />
        </Form.Item>
        <Form.Item label={t('paper.note')}>
          <Input maxLength={200} value={note} aria-label={t('paper.note')} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
