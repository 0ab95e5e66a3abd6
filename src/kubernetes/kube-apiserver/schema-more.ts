/**
 * The schemas of all structs, of those beyond the basic kinds too. Apart from `schema.ts`, so that
 * who serves only the basics does not carry them.
 */
import { schemaOf, schemaReader } from './schema.ts'
import { moreOfTheSchemaTable } from './schema-table-more.ts'

/** The schema of any Go struct, `Job` or `PodSpec`. */
export const anySchemaOf = schemaReader(moreOfTheSchemaTable, schemaOf)
