import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { useT } from '../../i18n/i18n.tsx'
import type { Category } from './category-tree.ts'

type Definition = Category['attributes'][number]
const kinds = ['text', 'enum', 'number'] as const
const kindKey = { text: 'attribute.text', enum: 'attribute.enum', number: 'attribute.number' } as const

/** What products of a category are described by; categories below it have the same. */
export function DefinitionFields({ value, onChange }: { value: Definition[]; onChange: (value: Definition[]) => void }) {
  const t = useT()
  const set = (index: number, patch: Partial<Definition>) => onChange(value.map((one, at) => (at === index ? { ...one, ...patch } : one)))
  return (
    <div className="stack-tight" data-testid="category-attributes">
      {value.map((one, index) => (
        <div key={index} className="row" style={{ flexWrap: 'wrap' }}>
          <Input
            value={one.name}
            maxLength={20}
            placeholder={t('editor.attributeName')}
            aria-label={t('editor.attributeName')}
            onChange={(event) => set(index, { name: event.target.value })}
            style={{ width: 110 }}
          />
          <Select
            value={one.kind}
            aria-label={t('attribute.kind')}
            options={kinds.map((kind) => ({ value: kind, label: t(kindKey[kind]) }))}
            onChange={(kind) => set(index, { kind })}
            style={{ width: 90 }}
          />
          {one.kind === 'enum' && (
            <Select
              mode="tags"
              open={false}
              suffixIcon={null}
              value={one.options}
              placeholder={t('attribute.options')}
              aria-label={t('attribute.options')}
              tokenSeparators={[',', '，']}
              onChange={(options: string[]) => set(index, { options })}
              style={{ minWidth: 160, flex: 1 }}
            />
          )}
          {one.kind === 'number' && (
            <Input
              value={one.unit}
              maxLength={10}
              placeholder={t('attribute.unit')}
              aria-label={t('attribute.unit')}
              onChange={(event) => set(index, { unit: event.target.value })}
              style={{ width: 80 }}
            />
          )}
          <Checkbox checked={one.required} onChange={(event) => set(index, { required: event.target.checked })}>
            {t('attribute.required')}
          </Checkbox>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.remove')}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={value.length >= 20}
        onClick={() => onChange([...value, { name: '', kind: 'text', unit: '', options: [], required: false }])}
      >
        {t('editor.attributeAdd')}
      </Button>
    </div>
  )
}
