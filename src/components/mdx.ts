/** The tags that authors may write, and the Markdown elements that the book draws its own way. */
import Figure from './Figure.astro'
import FollowApply from './FollowApply.astro'
import Heading from './Heading.astro'
import InsideNode from './InsideNode.astro'
import Lab from './Lab.astro'
import Note from './Note.astro'
import Objectives from './Objectives.astro'
import Packets from './Packets.astro'
import Question from './Question.astro'
import Race from './Race.astro'
import Restaurant from './Restaurant.astro'
import Ruby from './Ruby.astro'
import Section from './Section.astro'
import Table from './Table.astro'
import TakeAway from './TakeAway.astro'
import Term from './Term.astro'

export const tags = {
  Figure,
  FollowApply,
  InsideNode,
  Lab,
  Note,
  Objectives,
  Packets,
  Question,
  Race,
  Restaurant,
  Ruby,
  Section,
  TakeAway,
  Term,
  h3: Heading,
  table: Table,
}
