import type { InvoiceTitle } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Checkbox, Switch } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { toast } from '@/kit/overlays-store'
import { EMPTY_TITLE, type TitleForm, titleMistakes } from './title-form'
import './invoice.scss'

interface Props {
  open: boolean
  /** Absent: a new one. */
  title?: InvoiceTitle | undefined
  onClose: () => void
  onSaved?: (title: InvoiceTitle) => void
}

const EXTRAS = [
  { name: 'address', most: 100 },
  { name: 'phone', most: 20 },
  { name: 'bank', most: 60 },
  { name: 'account', most: 40 },
] as const

/** A title for invoices, to be written or changed. */
export function TitleSheet({ open, title, onClose, onSaved }: Props) {
  const client = useQueryClient()
  const [form, setForm] = useState<TitleForm>(title ?? EMPTY_TITLE)
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState('')
  const set = (part: Partial<TitleForm>) => {
    setForm({ ...form, ...part })
    setRefused('')
  }
  const wrong = tried ? titleMistakes(form) : {}
  const save = async () => {
    setTried(true)
    if (Object.keys(titleMistakes(form)).length > 0) return
    const { type, name, taxNumber, address, phone, bank, account, isDefault } = form
    const input = { type, name: name.trim(), taxNumber, address, phone, bank, account, isDefault }
    try {
      const saved = title ? await shop.updateInvoiceTitle({ id: title.id, ...input }) : await shop.createInvoiceTitle(input)
      await client.invalidateQueries({ queryKey: ['invoice-titles'] })
      toast(t('invoice.titleSaved'), 'good')
      onSaved?.(saved)
      onClose()
    } catch (error) {
      if (!isCode(error, 'tax_number_invalid')) throw error
      setRefused(t('invoice.taxNumberRefused'))
    }
  }
  const company = form.type === 'company'
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t(title ? 'invoice.titleEdit' : 'invoice.titleAdd')}
      testId="title-sheet"
      foot={
        <Button block size="large" testId="save-title" onTap={save}>
          {t('common.save')}
        </Button>
      }
    >
      <Box className="title-sheet">
        <Box className="title-sheet__types">
          {(['company', 'person'] as const).map((type) => (
            <Checkbox
              key={type}
              radio
              on={form.type === type}
              label={t(`invoice.type.${type}`)}
              testId={`title-${type}`}
              onChange={() => set({ type })}
            >
              <Text>{t(`invoice.type.${type}`)}</Text>
            </Checkbox>
          ))}
        </Box>
        <Field
          label={t('invoice.name')}
          value={form.name}
          onInput={(name) => set({ name })}
          placeholder={t(company ? 'invoice.nameHint' : 'invoice.personHint')}
          maxLength={100}
          testId="title-name"
          error={wrong.name}
        />
        {company ? (
          <>
            <Field
              label={t('invoice.taxNumber')}
              value={form.taxNumber}
              onInput={(taxNumber) => set({ taxNumber })}
              placeholder={t('invoice.taxNumberHint')}
              maxLength={24}
              testId="title-tax-number"
              error={refused || wrong.taxNumber}
            />
            {EXTRAS.map(({ name, most }) => (
              <Field
                key={name}
                label={t(`invoice.${name}`)}
                value={form[name]}
                onInput={(text) => set({ [name]: text })}
                placeholder={t('invoice.optional')}
                maxLength={most}
              />
            ))}
          </>
        ) : null}
        <Box className="title-sheet__default">
          <Text>{t('invoice.makeDefault')}</Text>
          <Switch on={form.isDefault} label={t('invoice.makeDefault')} onChange={(isDefault) => set({ isDefault })} />
        </Box>
      </Box>
    </Popup>
  )
}
