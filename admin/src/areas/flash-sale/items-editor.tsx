import { DeleteOutlined } from '@ant-design/icons'
import { Button, InputNumber, Table, type TableColumnType } from 'antd'
import { run } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'

/** One SKU of a session. `shelf`: what can be sold of it now. */
export interface FlashLine {
  skuId: string
  label: string
  priceFen: number | null
  listPriceFen: number
  pieces: number | null
  perPerson: number | null
  shelf: number | null
}

interface Props {
  lines: FlashLine[]
  onChange: (lines: FlashLine[]) => void
  readOnly: boolean
}

/** The goods of a session with their price, places and limit. */
export function ItemsEditor({ lines, onChange, readOnly }: Props) {
  const t = useT()
  const set = (skuId: string, change: Partial<FlashLine>) =>
    onChange(lines.map((line) => (line.skuId === skuId ? { ...line, ...change } : line)))
  const add = async (skuId: string | null) => {
    if (!skuId || lines.some((line) => line.skuId === skuId)) return
    const [names, stock] = await Promise.all([run('nameSkus', { ids: skuId }), run('listStock', { skuIds: skuId })])
    const named = names.items[0]
    if (!named) return
    const shelf = stock.items.reduce((sum, level) => sum + level.available, 0)
    const label = [named.title, named.options.join(' / ')].filter(Boolean).join(' · ')
    onChange([
      ...lines,
      { skuId, label, priceFen: null, listPriceFen: named.priceFen, pieces: Math.min(shelf, 10) || null, perPerson: 1, shelf },
    ])
  }
  const number = (key: 'pieces' | 'perPerson', most: number): TableColumnType<FlashLine> => ({
    key,
    title: t(key === 'pieces' ? 'flash.pieces' : 'flash.perPerson'),
    render: (_, line) => (
      <InputNumber<number>
        min={1}
        max={most}
        precision={0}
        value={line[key]}
        aria-label={`${t(key === 'pieces' ? 'flash.pieces' : 'flash.perPerson')} ${line.label}`}
        onChange={(value) => set(line.skuId, { [key]: value })}
        style={{ width: 90 }}
        data-testid={`flash-${key}`}
      />
    ),
  })
  const columns: TableColumnType<FlashLine>[] = [
    { key: 'sku', title: t('flash.goods'), dataIndex: 'label', width: 240 },
    { key: 'list', title: t('flash.list'), align: 'right', render: (_, line) => <span className="num">{yuan(line.listPriceFen)}</span> },
    {
      key: 'price',
      title: t('flash.price'),
      render: (_, line) => (
        <MoneyInput
          fen={line.priceFen}
          min={0.01}
          width={110}
          label={`${t('flash.price')} ${line.label}`}
          status={line.priceFen !== null && line.priceFen >= line.listPriceFen ? 'error' : undefined}
          onChange={(priceFen) => set(line.skuId, { priceFen })}
        />
      ),
    },
    number('pieces', 100_000),
    number('perPerson', 99),
    { key: 'shelf', title: t('flash.shelf'), align: 'right', render: (_, line) => <span className="num">{line.shelf ?? '–'}</span> },
  ]
  if (!readOnly)
    columns.push({
      key: 'remove',
      title: '',
      render: (_, line) => (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={`${t('common.remove')} ${line.label}`}
          onClick={() => onChange(lines.filter((one) => one.skuId !== line.skuId))}
        />
      ),
    })
  return (
    <div className="stack-tight">
      {!readOnly && <SkuSelect value="" label={t('flash.add')} onChange={(skuId) => void add(skuId)} />}
      <Table<FlashLine>
        size="small"
        columns={columns}
        dataSource={lines}
        rowKey="skuId"
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <div className="muted">{t('flash.noGoods')}</div> }}
      />
    </div>
  )
}
