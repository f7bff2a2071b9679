import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select, Table, type TableColumnType } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { newKey } from '../../api/form.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { ProductSelect } from './product-select.tsx'

/** One line of a paper that stock is moved with. */
export interface PaperLine {
  key: string
  skuId: string
  label: string
  quantity: number | null
  most: number
  unitCostFen: number | null
  lot: string
  expiresOn: string
}

export const newLine = (skuId: string, label: string, more: Partial<PaperLine> = {}): PaperLine => ({
  key: newKey(),
  skuId,
  label,
  quantity: 1,
  most: 9999,
  unitCostFen: null,
  lot: '',
  expiresOn: '',
  ...more,
})

export const labelOf = (named: { title: string; options: readonly string[] }): string =>
  [named.title, named.options.join(' / ')].filter(Boolean).join(' · ')

interface Props {
  lines: PaperLine[]
  onChange: (lines: PaperLine[]) => void
  /** What is asked beside the quantity. */
  ask?: 'nothing' | 'cost' | 'lot'
  /** The lines are given: none can be added. */
  fixed?: boolean
}

/** The goods of a paper: chosen by product and SKU, with their quantities. */
export function LinesEditor({ lines, onChange, ask = 'nothing', fixed = false }: Props) {
  const t = useT()
  const set = (key: string, change: Partial<PaperLine>) => onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const columns: TableColumnType<PaperLine>[] = [
    { key: 'sku', title: t('stock.sku'), dataIndex: 'label' },
    {
      key: 'quantity',
      title: t('paper.quantity'),
      render: (_, line) => (
        <InputNumber
          min={1}
          max={line.most}
          precision={0}
          value={line.quantity}
          aria-label={`${t('paper.quantity')} ${line.label}`}
          onChange={(quantity) => set(line.key, { quantity })}
          style={{ width: 90 }}
          data-testid="line-quantity"
        />
      ),
    },
  ]
  if (ask !== 'nothing')
    columns.push({
      key: 'cost',
      title: t('paper.cost'),
      render: (_, line) => (
        <MoneyInput
          fen={line.unitCostFen}
          width={110}
          label={`${t('paper.cost')} ${line.label}`}
          onChange={(unitCostFen) => set(line.key, { unitCostFen })}
        />
      ),
    })
  if (ask === 'lot')
    columns.push({
      key: 'lot',
      title: t('paper.lot'),
      render: (_, line) => <LotFields line={line} onChange={(change) => set(line.key, change)} />,
    })
  columns.push({
    key: 'remove',
    title: '',
    render: (_, line) => (
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={`${t('common.remove')} ${line.label}`}
        onClick={() => onChange(lines.filter((one) => one.key !== line.key))}
      />
    ),
  })
  return (
    <div className="stack-tight">
      {!fixed && <AddSku onAdd={(line) => onChange([...lines, line])} />}
      <Table<PaperLine>
        size="small"
        columns={columns}
        dataSource={lines}
        rowKey="key"
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <div className="muted">{t('paper.noLines')}</div> }}
      />
    </div>
  )
}

function LotFields({ line, onChange }: { line: PaperLine; onChange: (change: Partial<PaperLine>) => void }) {
  const t = useT()
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <Input
        value={line.lot}
        maxLength={40}
        placeholder={t('paper.lotHint')}
        aria-label={`${t('paper.lot')} ${line.label}`}
        onChange={(event) => onChange({ lot: event.target.value })}
        style={{ width: 110 }}
        data-testid="line-lot"
      />
      <Input
        type="date"
        value={line.expiresOn}
        disabled={line.lot.trim() === ''}
        aria-label={`${t('paper.expires')} ${line.label}`}
        onChange={(event) => onChange({ expiresOn: event.target.value })}
        style={{ width: 140 }}
        data-testid="line-expires"
      />
    </div>
  )
}

/** A product, then one of its SKUs; the only one of a product without a choice. */
function AddSku({ onAdd }: { onAdd: (line: PaperLine) => void }) {
  const t = useT()
  const [productId, setProductId] = useState('')
  const product = useRead('getAdminProduct', { id: productId }, { enabled: productId !== '' })
  const shown = product.data?.id === productId ? product.data : undefined
  const add = (skuId: string) => {
    const sku = shown?.skus.find((one) => one.id === skuId)
    if (!shown || !sku) return
    onAdd(newLine(skuId, labelOf({ title: shown.title, options: sku.options }), { unitCostFen: sku.costFen }))
  }
  return (
    <div className="row">
      <ProductSelect value={productId} onChange={setProductId} />
      <Select<string>
        style={{ minWidth: 170 }}
        disabled={!shown}
        loading={productId !== '' && !shown}
        value={null}
        placeholder={t('paper.addSku')}
        aria-label={t('paper.addSku')}
        options={(shown?.skus ?? []).map((sku) => ({ value: sku.id, label: sku.options.join(' / ') || sku.code }))}
        onChange={(skuId) => skuId && add(skuId)}
        data-testid="add-sku"
      />
    </div>
  )
}

/** Lines of the same SKU put together. */
export function bySku(lines: readonly PaperLine[]): { skuId: string; quantity: number }[] {
  const sums = new Map<string, number>()
  for (const line of lines) sums.set(line.skuId, (sums.get(line.skuId) ?? 0) + (line.quantity ?? 0))
  return [...sums].map(([skuId, quantity]) => ({ skuId, quantity }))
}
