import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useT, type Key } from '../../../i18n/i18n.tsx'
import { setCell, type Cell } from './paste.ts'
import type { Axis, SkuDraft } from './sku-matrix.ts'

const fields = ['priceFen', 'marketPriceFen', 'costFen', 'weightGrams'] as const
export const cellKey: Record<Cell, Key> = {
  code: 'editor.skuCode',
  barcode: 'editor.barcode',
  priceFen: 'editor.price',
  marketPriceFen: 'editor.marketPrice',
  costFen: 'editor.cost',
  weightGrams: 'editor.weight',
}

/** Sets one column for all SKUs, or for those with one option. */
export function BulkFill({
  axes,
  skus,
  onChange,
}: {
  axes: readonly Axis[]
  skus: readonly SkuDraft[]
  onChange: (skus: SkuDraft[]) => void
}) {
  const t = useT()
  const [only, setOnly] = useState<string>('')
  const [field, setField] = useState<Cell>('priceFen')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const fill = () => {
    const next = skus.map((sku) => (only === '' || sku.options.includes(only) ? setCell(sku, field, text) : sku))
    if (next.some((sku) => sku === undefined)) return setWrong(true)
    onChange(next.filter((sku) => sku !== undefined))
    setText('')
  }
  return (
    <div className="bulk-fill">
      <span>{t('editor.bulk')}</span>
      <Select<string>
        value={only}
        onChange={setOnly}
        style={{ minWidth: 120 }}
        aria-label={t('editor.bulkOnly')}
        options={[
          { value: '', label: t('editor.bulkAll') },
          ...axes.map((axis) => ({ label: axis.name, options: axis.options.map((option) => ({ value: option, label: option })) })),
        ]}
      />
      <Select<Cell>
        value={field}
        onChange={setField}
        style={{ minWidth: 110 }}
        aria-label={t('editor.bulkField')}
        options={fields.map((value) => ({ value, label: t(cellKey[value]) }))}
      />
      <Input
        value={text}
        {...(wrong ? { status: 'error' as const } : {})}
        style={{ width: 110 }}
        aria-label={t('editor.bulkValue')}
        placeholder={t('editor.bulkValue')}
        onChange={(event) => {
          setText(event.target.value)
          setWrong(false)
        }}
        onPressEnter={fill}
        data-testid="bulk-value"
      />
      <Button onClick={fill} data-testid="bulk-fill">
        {t('editor.bulkApply')}
      </Button>
    </div>
  )
}
