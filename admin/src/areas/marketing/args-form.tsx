import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select, Switch } from 'antd'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { CouponSelect } from './coupon-select.tsx'
import { startOf, type Args, type FieldSchema } from './schema.ts'
import { SkuSelect } from './sku-select.tsx'

/** What a person calls an argument; one that is not here is shown by its name. */
const argKey: Record<string, Key> = {
  amountFen: 'arg.amountFen',
  quantity: 'arg.quantity',
  atLeast: 'arg.atLeast',
  steps: 'arg.steps',
  fromFen: 'arg.fromFen',
  offFen: 'arg.offFen',
  repeat: 'arg.repeat',
  maxOffFen: 'arg.maxOffFen',
  offBps: 'arg.offBps',
  n: 'arg.n',
  priceFen: 'arg.priceFen',
  maxTimes: 'arg.maxTimes',
  prices: 'arg.prices',
  items: 'arg.items',
  gifts: 'arg.gifts',
  skuId: 'arg.skuId',
  templateId: 'arg.templateId',
  fromPieces: 'arg.fromPieces',
  maxPieces: 'arg.maxPieces',
  mostPieces: 'arg.mostPieces',
  choose: 'arg.choose',
  inAll: 'arg.inAll',
  platformShareBps: 'arg.platformShareBps',
}

interface Props {
  fields: readonly FieldSchema[]
  args: Args
  onChange: (args: Args) => void
}

/** A form drawn from the schema of a rule's arguments, laid out so that it reads on. */
export function ArgsForm({ fields, args, onChange }: Props) {
  const t = useT()
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = args
    // An optional argument that is cleared is absent, not null.
    onChange(value === null || value === undefined ? rest : { ...rest, [name]: value })
  }
  return (
    <div className="args">
      {fields.map((field) => {
        const key = argKey[field.name]
        const label = key ? t(key) : field.name
        return (
          <div key={field.name} className={field.kind === 'rows' ? 'arg wide' : 'arg'}>
            <span className="muted small">
              {label}
              {!field.required && field.kind !== 'truth' && ` · ${t('common.optional')}`}
            </span>
            <Control field={field} label={label} value={args[field.name]} onChange={(value) => set(field.name, value)} />
          </div>
        )
      })}
    </div>
  )
}

interface ControlProps {
  field: FieldSchema
  label: string
  value: unknown
  onChange: (value: unknown) => void
}

/** What a person calls a choice. */
const choiceKey: Record<string, Key> = { one: 'arg.chooseOne', all: 'arg.chooseAll' }

function Control({ field, label, value, onChange }: ControlProps) {
  const t = useT()
  const number = typeof value === 'number' ? value : null
  const bounds = { min: field.min ?? 0, ...(field.max === undefined ? {} : { max: field.max }) }
  switch (field.kind) {
    case 'money':
      return <MoneyInput fen={number} label={label} onChange={onChange} min={(field.min ?? 0) / 100} />
    case 'percentOff':
      return (
        <InputNumber<number>
          min={0.01}
          max={100}
          step={1}
          suffix="%"
          value={number === null ? null : number / 100}
          aria-label={label}
          onChange={(percent) => onChange(percent === null ? null : Math.round(percent * 100))}
          style={{ width: 120 }}
        />
      )
    case 'number':
      return <InputNumber<number> {...bounds} precision={0} value={number} aria-label={label} onChange={onChange} style={{ width: 120 }} />
    case 'truth':
      return <Switch checked={value === true} aria-label={label} onChange={onChange} />
    case 'choice':
      return (
        <Select<string>
          value={typeof value === 'string' ? value : null}
          aria-label={label}
          options={field.choices.map((choice) => ({ value: choice, label: choiceKey[choice] ? t(choiceKey[choice]) : choice }))}
          onChange={onChange}
          style={{ minWidth: 140 }}
        />
      )
    case 'sku':
      return <SkuSelect value={typeof value === 'string' ? value : ''} label={label} onChange={onChange} />
    case 'coupon':
      return <CouponSelect value={typeof value === 'string' ? value : ''} label={label} onChange={onChange} />
    case 'rows':
      return <Rows field={field} value={value} onChange={onChange} />
    case 'text':
      return (
        <Input
          value={typeof value === 'string' ? value : ''}
          aria-label={label}
          onChange={(event) => onChange(event.target.value)}
          style={{ width: 200 }}
        />
      )
  }
}

function Rows({ field, value, onChange }: { field: FieldSchema; value: unknown; onChange: (value: unknown) => void }) {
  const t = useT()
  // The rows of an argument were made by this form or by the server from the same schema.
  const rows = Array.isArray(value) ? (value as Args[]) : []
  return (
    <div className="stack-tight">
      {rows.map((row, index) => (
        <div key={index} className="row" style={{ alignItems: 'end' }}>
          <ArgsForm fields={field.fields} args={row} onChange={(next) => onChange(rows.map((one, at) => (at === index ? next : one)))} />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            disabled={rows.length < 2}
            aria-label={t('common.remove')}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={rows.length >= (field.max ?? 10)}
          onClick={() => onChange([...rows, startOf(field.fields)])}
        >
          {t(field.name === 'steps' ? 'rule.stepAdd' : 'rule.rowAdd')}
        </Button>
      </div>
    </div>
  )
}
