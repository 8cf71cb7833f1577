"""Prints the CloudFormation template that AWS's SAM translator makes of a SAM template."""

import json
import os
import sys

from samtranslator.public.translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoManagedPolicies(ManagedPolicyLoader):
    """The template names no policy by its short name, so there is nothing to ask IAM for."""

    def __init__(self):
        pass

    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        # As "sam deploy" does: the service never sees a local path.
        resource["Properties"]["CodeUri"] = "s3://bucket/" + os.path.basename(resource["Properties"]["CodeUri"])
# Without values for the parameters, references to them stay as they are.
parameters = template.pop("Parameters")
translated = transform(template, {}, NoManagedPolicies())
translated["Parameters"] = parameters
json.dump(translated, sys.stdout)
