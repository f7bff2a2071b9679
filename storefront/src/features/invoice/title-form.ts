import { t } from '../../i18n'

export interface TitleForm {
  type: 'person' | 'company'
  name: string
  taxNumber: string
  address: string
  phone: string
  bank: string
  account: string
  isDefault: boolean
}

export const EMPTY_TITLE: TitleForm = {
  type: 'company',
  name: '',
  taxNumber: '',
  address: '',
  phone: '',
  bank: '',
  account: '',
  isDefault: false,
}

/** What is plainly wrong, in words beside the field; the check sign is the server's to judge. */
export function titleMistakes(form: TitleForm): Partial<Record<'name' | 'taxNumber', string>> {
  const length = form.taxNumber.replaceAll(/\s/g, '').length
  return {
    ...(form.name.trim() === '' ? { name: t('invoice.nameWrong') } : {}),
    ...(form.type === 'company' && ![15, 18, 20].includes(length) ? { taxNumber: t('invoice.taxNumberWrong') } : {}),
  }
}
