/** Reads a structured record, and tests that it is what was asked for: the requested patient's, under the trace id. */

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1';
const WARNING = 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1';
const SNOMED = 'http://snomed.info/sct';

module.exports = ({ test, expect, req, res }) => {
  const bundle = res.body && res.body.resourceType === 'Bundle' ? res.body : { entry: [] };
  const resources = bundle.entry.map(({ resource }) => resource);
  const ofType = (type) => resources.filter(({ resourceType }) => resourceType === type);
  const referenceOf = ({ resourceType, id }) => resourceType + '/' + id;
  // The lists of a consultation's structure have ids, those of the record have none.
  const lists = ofType('List').filter(({ id }) => id === undefined);
  const list = (title) => lists.find((candidate) => candidate.title === title);
  const entriesOf = (title) => ((list(title) || {}).entry || []).map(({ item }) => item.reference);

  test("is the requested patient's record, under the trace id", () => {
    expect(res.body.resourceType).to.equal('Bundle');
    expect(bundle.type).to.equal('collection');
    expect(bundle.meta.profile).to.eql([PROFILE]);
    expect(bundle.id).to.equal(req.getHeader('Ssp-TraceID'));
    const asked = req.getBody().parameter.find(({ name }) => name === 'patientNHSNumber').valueIdentifier.value;
    const patients = ofType('Patient');
    expect(patients.length).to.equal(1);
    expect(patients[0].identifier.find(({ system }) => system === NHS_NUMBER).value).to.equal(asked);
  });

  return {
    resources,
    types: [...new Set(resources.map(({ resourceType }) => resourceType))],
    ofType,
    /** Of everything that has an id. */
    references: resources.filter(({ id }) => id !== undefined).map(referenceOf),
    list,
    /** One for each clinical area that was asked for. */
    primaryLists: lists.filter(({ code }) => code.coding[0].system === SNOMED),
    /** Of what consultations contain and problems are related to. */
    secondaryLists: lists.filter(({ code }) => code.coding[0].system !== SNOMED),
    /** The references in a list, none when it is not there. */
    entriesOf,
    /** The resources that a list names. */
    namedIn: (title) => resources.filter((resource) => entriesOf(title).includes(referenceOf(resource))),
    warningsOf: (title) =>
      ((list(title) || {}).extension || []).filter(({ url }) => url === WARNING).map(({ valueCode }) => valueCode),
  };
};
