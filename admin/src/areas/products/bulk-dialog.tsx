import { App, Button, Checkbox, Form, InputNumber, Modal, Radio, Select, Table, TreeSelect } from 'antd'
import { useState } from 'react'
import type { Input, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { BrandSelect, type ChosenBrand } from './brand-select.tsx'
import { optionsOf, treeOf } from './category-tree.ts'
import { LimitFields } from './editor/limit-section.tsx'
import { productStateKey } from './product-state.ts'

type Change = Input<'bulkEditProducts'>['change']
type Kind = Change['kind']
const kinds: Kind[] = ['price', 'state', 'category', 'brand', 'freight', 'limits']
const kindKey = {
  price: 'bulk.price',
  state: 'bulk.state',
  category: 'bulk.category',
  brand: 'editor.brand',
  freight: 'bulk.freight',
  limits: 'bulk.limits',
} as const

const noLimits = { minimum: 1, step: 1, perOrder: null, perPerson: null, period: 'ever' as const }

function blank(kind: Kind): Change {
  switch (kind) {
    case 'price':
      return { kind, by: 'bps', amount: -500 }
    case 'state':
      return { kind, state: 'on_sale' }
    case 'category':
      return { kind, categoryIds: [], add: true }
    case 'brand':
      return { kind, brandId: null }
    case 'freight':
      return { kind, freightTemplateId: null }
    case 'limits':
      return { kind, limits: noLimits }
  }
}

/** One change for all chosen products: shown first with a result for each, then done. */
export function BulkDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [change, setChange] = useState<Change>(blank('price'))
  const [report, setReport] = useState<Reply<'bulkEditProducts'> | null>(null)
  const preview = useWrite('bulkEditProducts', { onDone: setReport })
  const apply = useWrite('bulkEditProducts', {
    stale: ['listAdminProducts', 'getAdminProduct'],
    onDone: (done) => {
      setReport(done)
      message.success(t('bulk.changed', { count: done.changed }))
    },
  })
  const set = (next: Change) => {
    setChange(next)
    setReport(null)
  }
  const good = report?.items.filter((item) => item.code === null).length ?? 0
  const over = apply.isSuccess
  const empty = change.kind === 'category' && change.categoryIds.length === 0
  return (
    <Modal
      open
      width={720}
      title={t('bulk.title')}
      onCancel={onClose}
      footer={
        over ? (
          <Button onClick={onClose}>{t('common.close')}</Button>
        ) : (
          <>
            <Button disabled={empty} loading={preview.isPending} onClick={() => preview.mutate({ ids, change, dryRun: true })}>
              {t('bulk.preview')}
            </Button>
            <Button
              type="primary"
              disabled={good === 0}
              loading={apply.isPending}
              onClick={() => apply.mutate({ ids, change, dryRun: false })}
              data-testid="bulk-apply"
            >
              {t('bulk.apply', { count: good })}
            </Button>
          </>
        )
      }
    >
      <Form layout="vertical" component="div" disabled={over}>
        <Form.Item label={t('bulk.what')}>
          <Radio.Group
            value={change.kind}
            options={kinds.map((value) => ({ value, label: t(kindKey[value]) }))}
            onChange={(event) => set(blank(event.target.value))}
          />
        </Form.Item>
        <Fields change={change} onChange={set} />
      </Form>
      {report && (
        <Table
          size="small"
          rowKey="productId"
          dataSource={report.items}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { title: t('bulk.product'), dataIndex: 'title' },
            { title: t('bulk.before'), dataIndex: 'beforeFen', align: 'right', render: (fen: number) => yuan(fen) },
            { title: t('bulk.after'), dataIndex: 'afterFen', align: 'right', render: (fen: number) => yuan(fen) },
            {
              title: t('bulk.result'),
              render: (_, item) =>
                item.code === null ? t(over ? 'bulk.done' : 'bulk.can') : <span style={{ color: 'var(--bad)' }}>{item.message}</span>,
            },
          ]}
        />
      )}
    </Modal>
  )
}

function Fields({ change, onChange }: { change: Change; onChange: (change: Change) => void }) {
  const t = useT()
  const [brand, setBrand] = useState<ChosenBrand | null>(null)
  const chooseBrand = (chosen: ChosenBrand | null) => {
    setBrand(chosen)
    onChange({ kind: 'brand', brandId: chosen?.id ?? null })
  }
  const categories = useRead('listAdminCategories', undefined, { enabled: change.kind === 'category' })
  const templates = useRead('listFreightTemplates', undefined, { enabled: change.kind === 'freight' })
  if (change.kind === 'price')
    return (
      <Form.Item label={t('bulk.amount')} extra={t('bulk.amountHint')}>
        <div className="row">
          <Select
            value={change.by}
            aria-label={t('bulk.what')}
            options={[
              { value: 'bps', label: t('bulk.percent') },
              { value: 'fen', label: t('bulk.yuan') },
            ]}
            onChange={(by) => onChange({ ...change, by, amount: by === 'bps' ? -500 : -100 })}
            style={{ width: 130 }}
          />
          <InputNumber<number>
            precision={2}
            value={change.amount / 100}
            suffix={change.by === 'bps' ? '%' : '¥'}
            aria-label={t('bulk.amount')}
            onChange={(value) => onChange({ ...change, amount: Math.round((value ?? 0) * 100) })}
            style={{ width: 160 }}
          />
        </div>
      </Form.Item>
    )
  if (change.kind === 'state')
    return (
      <Radio.Group
        value={change.state}
        options={(['on_sale', 'off_sale', 'draft'] as const).map((value) => ({ value, label: t(productStateKey[value]) }))}
        onChange={(event) => onChange({ ...change, state: event.target.value })}
      />
    )
  if (change.kind === 'category')
    return (
      <div className="stack-tight">
        <TreeSelect
          multiple
          treeData={optionsOf(treeOf(categories.data?.items ?? []))}
          value={change.categoryIds}
          aria-label={t('bulk.category')}
          onChange={(categoryIds: string[]) => onChange({ ...change, categoryIds: categoryIds.slice(0, 5) })}
        />
        <Checkbox checked={change.add} onChange={(event) => onChange({ ...change, add: event.target.checked })}>
          {t('bulk.add')}
        </Checkbox>
      </div>
    )
  if (change.kind === 'brand')
    return (
      <Form.Item extra={t('bulk.brandHint')}>
        <BrandSelect value={brand} onChange={chooseBrand} />
      </Form.Item>
    )
  if (change.kind === 'freight')
    return (
      <Select
        allowClear
        value={change.freightTemplateId}
        placeholder={t('editor.freightDefault')}
        aria-label={t('bulk.freight')}
        options={(templates.data?.items ?? []).map((template) => ({ value: template.id, label: template.name }))}
        onChange={(value?: string) => onChange({ ...change, freightTemplateId: value ?? null })}
        style={{ width: '100%' }}
      />
    )
  return <LimitFields limits={{ ...noLimits, ...change.limits }} onChange={(limits) => onChange({ ...change, limits })} />
}
