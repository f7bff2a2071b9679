import { App, Button, Form, Modal, Radio, TreeSelect } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { optionsOf, treeOf } from '../products/category-tree.ts'
import { ProductSelect } from '../stock/product-select.tsx'
import { PercentInput } from './percent-input.tsx'
import { percent } from './words.ts'

type Rate = Item<'listDistributionRates'>
type Draft = Pick<Rate, 'kind' | 'targetId' | 'level1Bps' | 'level2Bps'>
const stale = ['listDistributionRates'] as const

/** Rates that differ from the rule: a product comes before its category. */
export function Rates({ page, onPage }: { page: string; onPage: (page: number) => void }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [editing, setEditing] = useState<Draft | null>(null)
  const rates = useRead('listDistributionRates', { page: Number(page), pageSize: 20 })
  const columns: Column<Rate & { id: string }>[] = [
    { key: 'kind', title: t('distribution.rateOf'), render: (_, one) => t(`distribution.of.${one.kind}`) },
    { key: 'title', title: t('distribution.target'), render: (_, one) => one.title || t('distribution.targetGone') },
    {
      key: 'one',
      title: t('distribution.level1'),
      align: 'right',
      render: (_, one) => <span className="num">{percent(one.level1Bps)}</span>,
    },
    {
      key: 'two',
      title: t('distribution.level2'),
      align: 'right',
      render: (_, one) => <span className="num">{percent(one.level2Bps)}</span>,
    },
    { key: 'at', title: t('distribution.changedAt'), render: (_, one) => <Time iso={one.updatedAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite && (
          <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
            <Remove rate={one} />
          </div>
        ),
    },
  ]
  const data = rates.data && { ...rates.data, items: rates.data.items.map((one) => ({ ...one, id: `${one.kind}${one.targetId}` })) }
  return (
    <div className="card table-card" data-testid="distribution-rates">
      <DataTable<Rate & { id: string }>
        id="distribution-rates"
        columns={columns}
        rowKey="id"
        read={{ ...rates, data }}
        toolbar={
          mayWrite && (
            <Button
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => setEditing({ kind: 'product', targetId: '', level1Bps: 1500, level2Bps: 500 })}
              data-testid="rate-new"
            >
              {t('distribution.rateNew')}
            </Button>
          )
        }
        page={{ page, pageSize: 20, onPage }}
        empty={<Nothing title={t('distribution.noRates')} hint={t('distribution.noRatesHint')} />}
      />
      {editing && <RateDialog start={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function Remove({ rate }: { rate: Rate }) {
  const t = useT()
  const { modal } = App.useApp()
  const remove = useWrite('removeDistributionRate', { stale, success: t('common.saved') })
  const ask = () =>
    modal.confirm({
      title: t('distribution.askRemove', { title: rate.title }),
      content: t('distribution.removeHint'),
      okText: t('distribution.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ kind: rate.kind, targetId: rate.targetId }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask}>
      {t('distribution.remove')}
    </Button>
  )
}

function RateDialog({ start, onClose }: { start: Draft; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(start)
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const save = useWrite('putDistributionRate', { stale, success: t('common.saved'), onDone: onClose })
  const categories = useRead('listAdminCategories')
  const fixed = start.targetId !== ''
  const tooMuch = draft.level1Bps + draft.level2Bps > 5000
  const { kind, targetId, level1Bps, level2Bps } = draft
  return (
    <Modal
      open
      title={t(fixed ? 'distribution.rateEdit' : 'distribution.rateNew')}
      okText={t('common.save')}
      okButtonProps={{ disabled: targetId === '' || tooMuch, loading: save.isPending }}
      onOk={() => save.mutate({ kind, targetId, level1Bps, level2Bps })}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('distribution.rateOf')}>
          <Radio.Group
            disabled={fixed}
            value={kind}
            options={[
              { value: 'product', label: t('distribution.of.product') },
              { value: 'category', label: t('distribution.of.category') },
            ]}
            onChange={(event) => change({ kind: event.target.value, targetId: '' })}
          />
        </Form.Item>
        {!fixed && (
          <Form.Item label={t('distribution.target')}>
            {kind === 'product' ? (
              <ProductSelect value={targetId} onChange={(next) => change({ targetId: next })} />
            ) : (
              <TreeSelect
                style={{ width: '100%' }}
                showSearch={{ treeNodeFilterProp: 'title' }}
                treeData={optionsOf(treeOf(categories.data?.items ?? []))}
                value={targetId || null}
                aria-label={t('distribution.target')}
                onChange={(next) => change({ targetId: next ?? '' })}
              />
            )}
          </Form.Item>
        )}
        <div className="row" style={{ gap: 32 }}>
          <Form.Item label={t('distribution.level1')} validateStatus={tooMuch ? 'error' : ''}>
            <PercentInput bps={level1Bps} label={t('distribution.level1')} onChange={(bps) => change({ level1Bps: bps })} />
          </Form.Item>
          <Form.Item label={t('distribution.level2')} validateStatus={tooMuch ? 'error' : ''}>
            <PercentInput bps={level2Bps} label={t('distribution.level2')} onChange={(bps) => change({ level2Bps: bps })} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
